// The papers that this house rests on, as BibTeX, by their arXiv number. Which of them an experiment uses is found by
// the numbers that the texts about it name: of the matchers compared, of the measures, of the study that is shown. A
// test sees to it that every number that the site's texts name stands here.

const ICLR = "International Conference on Learning Representations";
const NEURIPS = "Advances in Neural Information Processing Systems";

/** number → [key, authors, title, where it appeared if not on arXiv alone, year] */
export const PAPERS = new Map([
  [
    "1511.07543",
    [
      "li2016convergent",
      "Li, Yixuan and Yosinski, Jason and Clune, Jeff and Lipson, Hod and Hopcroft, John",
      "Convergent Learning: Do Different Neural Networks Learn the Same Representations?",
      ICLR,
      2016,
    ],
  ],
  [
    "1606.08415",
    ["hendrycks2016gelu", "Hendrycks, Dan and Gimpel, Kevin", "Gaussian Error Linear Units (GELUs)", "", 2016],
  ],
  [
    "1711.05101",
    [
      "loshchilov2019decoupled",
      "Loshchilov, Ilya and Hutter, Frank",
      "Decoupled Weight Decay Regularization",
      ICLR,
      2019,
    ],
  ],
  [
    "1712.09913",
    [
      "li2018visualizing",
      "Li, Hao and Xu, Zheng and Taylor, Gavin and Studer, Christoph and Goldstein, Tom",
      "Visualizing the Loss Landscape of Neural Nets",
      NEURIPS,
      2018,
    ],
  ],
  [
    "1802.08665",
    [
      "mena2018learning",
      "Mena, Gonzalo and Belanger, David and Linderman, Scott and Snoek, Jasper",
      "Learning Latent Permutations with Gumbel-Sinkhorn Networks",
      ICLR,
      2018,
    ],
  ],
  [
    "1802.10026",
    [
      "garipov2018loss",
      "Garipov, Timur and Izmailov, Pavel and Podoprikhin, Dmitrii and Vetrov, Dmitry P. and Wilson, Andrew Gordon",
      "Loss Surfaces, Mode Connectivity, and Fast Ensembling of DNNs",
      NEURIPS,
      2018,
    ],
  ],
  [
    "1803.03635",
    [
      "frankle2019lottery",
      "Frankle, Jonathan and Carbin, Michael",
      "The Lottery Ticket Hypothesis: Finding Sparse, Trainable Neural Networks",
      ICLR,
      2019,
    ],
  ],
  [
    "1806.08805",
    [
      "antognini2018pca",
      "Antognini, Joseph M. and Sohl-Dickstein, Jascha",
      "PCA of High Dimensional Random Walks with Comparison to Neural Network Training",
      NEURIPS,
      2018,
    ],
  ],
  [
    "1912.05671",
    [
      "frankle2020linear",
      "Frankle, Jonathan and Dziugaite, Gintare Karolina and Roy, Daniel M. and Carbin, Michael",
      "Linear Mode Connectivity and the Lottery Ticket Hypothesis",
      "International Conference on Machine Learning",
      2020,
    ],
  ],
  [
    "2110.06296",
    [
      "entezari2022role",
      "Entezari, Rahim and Sedghi, Hanie and Saukh, Olga and Neyshabur, Behnam",
      "The Role of Permutation Invariance in Linear Mode Connectivity of Neural Networks",
      ICLR,
      2022,
    ],
  ],
  [
    "2209.04836",
    [
      "ainsworth2023git",
      "Ainsworth, Samuel K. and Hayase, Jonathan and Srinivasa, Siddhartha",
      "Git Re-Basin: Merging Models modulo Permutation Symmetries",
      ICLR,
      2023,
    ],
  ],
  [
    "2211.08403",
    [
      "jordan2023repair",
      "Jordan, Keller and Sedghi, Hanie and Saukh, Olga and Entezari, Rahim and Neyshabur, Behnam",
      "REPAIR: REnormalizing Permuted Activations for Interpolation Repair",
      ICLR,
      2023,
    ],
  ],
  [
    "2212.12042",
    [
      "pena2023rebasin",
      "Pe{\\~n}a, Fidel A. Guerrero and Medeiros, Heitor Rapela and Dubail, Thomas and Aminbeidokhti, Masih and " +
        "Granger, Eric and Pedersoli, Marco",
      "Re-basin via Implicit Sinkhorn Differentiation",
      "Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern Recognition",
      2023,
    ],
  ],
  [
    "2402.04051",
    [
      "ito2024analysis",
      "Ito, Akira and Yamada, Masanori and Kumagai, Atsutoshi",
      "Analysis of Linear Mode Connectivity via Permutation-Based Weight Matching",
      "",
      2024,
    ],
  ],
  [
    "2404.06498",
    [
      "sharma2024simultaneous",
      "Sharma, Ekansh and Kwok, Devin and Denton, Tom and Roy, Daniel M. and Rolnick, David and " +
        "Dziugaite, Gintare Karolina",
      "Simultaneous Linear Connectivity of Neural Networks Modulo Permutation",
      "",
      2024,
    ],
  ],
  [
    "2405.14596",
    [
      "kanoh2024linear",
      "Kanoh, Ryuichi and Sugiyama, Mahito",
      "Linear Mode Connectivity in Differentiable Tree Ensembles",
      "",
      2024,
    ],
  ],
  [
    "2405.17897",
    [
      "crisostomi2024c2m3",
      "Crisostomi, Donato and Fumero, Marco and Baieri, Daniele and Bernard, Florian and Rodol{\\`a}, Emanuele",
      "{C$^2$M$^3$}: Cycle-Consistent Multi-Model Merging",
      NEURIPS,
      2024,
    ],
  ],
]);

function entry(number) {
  const [key, author, title, venue, year] = PAPERS.get(number);
  const lines = [
    ["author", author],
    ["title", `{${title}}`],
    venue && ["booktitle", venue],
    ["year", year],
    ["eprint", number],
    ["archivePrefix", "arXiv"],
  ];
  return bibtex(venue ? "inproceedings" : "misc", key, lines);
}

function bibtex(kind, key, lines) {
  const fields = lines.filter(Boolean).map(([name, text]) => `  ${name} = {${text}}`);
  return `@${kind}{${key},\n${fields.join(",\n")}\n}\n`;
}

/** Text as TeX prints it. */
const tex = (text) => text.replace(/[\\{}]/g, "").replace(/[&%$#_]/g, "\\$&");

/** The arXiv numbers that texts name, each once, in the order of the numbers. */
export const numbers = (...texts) => [...new Set(texts.join(" ").match(/\b\d{4}\.\d{5}\b/g))].sort();

/**
 * BibTeX of an experiment and of the papers that texts about it name; result is the finished one, link its address,
 * today the day on which it was visited.
 */
export function references({ result, link, title, today }, ...texts) {
  const own = bibtex("misc", `onebasin-${result.digest}`, [
    ["title", `{${tex(title)}}`],
    ["howpublished", `\\url{${link}}`],
    ["note", `One Basin, build ${result.build}, digest of the result ${result.digest}; visited ${today}`],
    ["year", today.slice(0, 4)],
  ]);
  const known = numbers(...texts).filter((number) => PAPERS.has(number));
  return [own, ...known.map(entry)].join("\n");
}
