// The words of this house, each in a plain sentence: the one source for what stands under the figures, for what shows
// when a word is pointed at, and for the page of all words. finds are the ways in which a text has the word, as parts
// of regular expressions; figures are those in which it is drawn; where a finding is told, whose it is is said.

// What only perceptrons have.
const MATCH = ["match"];
const TREES = ["trees"];
const SEQUENCE = ["sequence"];

const word = (term, says, { finds = [term], source = "", figures = [], labs = [] } = {}) => ({
  term,
  says,
  finds,
  source,
  figures,
  labs,
});

const AINSWORTH = ["Ainsworth et al., 2209.04836", "https://arxiv.org/abs/2209.04836"];
const ENTEZARI = ["Entezari et al., 2110.06296", "https://arxiv.org/abs/2110.06296"];
const ITO = ["Ito et al., 2402.04051", "https://arxiv.org/abs/2402.04051"];
const CRISOSTOMI = ["Crisostomi et al., 2405.17897", "https://arxiv.org/abs/2405.17897"];
const FRANKLE = ["Frankle et al., 1912.05671", "https://arxiv.org/abs/1912.05671"];
const KANOH = ["Kanoh and Sugiyama, 2405.14596", "https://arxiv.org/abs/2405.14596"];
const SHARMA = ["Sharma et al., 2404.06498", "https://arxiv.org/abs/2404.06498"];
const FIRST = ["landscape", "path", "merged", "units"];

export const WORDS = [
  word("unit", "A neuron of a hidden layer: it adds up its inputs with its own weights and passes the sum on.", {
    finds: ["units?", "neurons?"],
    labs: MATCH,
    figures: ["units"],
  }),
  word(
    "renumber",
    "To put the units of a layer into another order, together with the weights that enter and leave them. The " +
      "network still computes exactly the same.",
    { finds: ["renumber(?:s|ed|ing)?"], labs: MATCH },
  ),
  word("permutation", "A renumbering, written π: which unit takes which place, for every hidden layer.", {
    finds: ["permutations?"],
    labs: MATCH,
  }),
  word(
    "π(B)",
    "B with its units, or its trees, in the order that a matching found, written π. It computes what B computes.",
    {
      finds: ["π\\(B\\)"],
      labs: ["match", "trees", "sequence"],
      figures: FIRST,
    },
  ),
  word(
    "λ",
    "How far one has walked on the straight line from A to B: 0 is A, 1 is B, ½ the average of their weights.",
    {
      figures: ["path", "merged"],
    },
  ),
  word(
    "merged network",
    "The model whose weights are a mixture of those of A and B: (1 − λ) times A’s plus λ times B’s.",
    {
      finds: ["merged networks?"],
      figures: ["merged"],
    },
  ),
  word(
    "loss",
    "How wrong a model’s answers are on average, in nats; 0 is perfect, and a guess between two classes has 0.69.",
    {
      finds: ["loss(?:es)?"],
      figures: ["landscape", "path"],
    },
  ),
  word(
    "nats",
    "The unit of the loss: the natural logarithm of how surprised a network is by the right answer. One nat is " +
      "1.44 bits.",
  ),
  word(
    "loss barrier",
    "The highest rise of the loss on the straight line above the line that joins the losses at its ends.",
    {
      finds: ["loss barriers?", "barriers?"],
      source: ENTEZARI,
      figures: ["path"],
    },
  ),
  word(
    "chord",
    "The straight line that joins the losses of two networks: what the loss would be on the way if nothing rose.",
    {
      finds: ["chords?"],
      figures: ["path"],
    },
  ),
  word("excess halfway", "How far the loss at λ = ½ lies above the chord: the height of the barrier in its middle."),
  word(
    "weight matching",
    "The search for the π that brings π(B) closest to A, layer by layer, each time by an optimal assignment.",
    { source: AINSWORTH },
  ),
  word("matching", "Any search for the order in which B’s units fit A’s.", { finds: ["matchings?", "matchers?"] }),
  word(
    "objective",
    "The number that a search makes as large as it can: for weight matching, how alike the weights of A and π(B) " +
      "are.",
    {
      finds: ["objectives?"],
    },
  ),
  word(
    "assignment",
    "The best pairing of the units of one layer when all others stay as they are; a search makes many, one after " +
      "the other.",
    {
      finds: ["assignments?"],
    },
  ),
  word(
    "restart",
    "Another start of a search, from another random order; the one that ends with the largest objective is kept.",
    {
      finds: ["restarts?"],
    },
  ),
  word(
    "linear mode connectivity",
    "Two solutions are linearly mode connected when the barrier between them is about zero.",
    {
      source: ITO,
    },
  ),
  word(
    "basin",
    "A region of weights with low loss, any two of whose points are joined by a straight line of low loss.",
    {
      finds: ["basins?", "valleys?"],
      figures: ["landscape"],
    },
  ),
  word(
    "landscape",
    "The loss of every network on a flat cut through the space of all weights, as heights on a " + "map.",
    {
      figures: ["landscape"],
    },
  ),
  word(
    "null",
    "The same measurement where there is nothing to find, such as between untrained networks: what chance alone " +
      "gives.",
    {
      finds: ["nulls?", "untrained"],
    },
  ),
  word(
    "digest",
    "A short fingerprint of all numbers of a result. The same digest means the same result, bit for bit.",
    {
      finds: ["digests?"],
    },
  ),
  word("build", "The name of the version of this program, made of its sources.", { finds: ["builds?"] }),
  word("seed", "The number from which a random choice is made: the same seed gives the same choice again.", {
    finds: ["seeds?"],
  }),
  word("distance", "The length of the straight line between two networks, taking every weight as a coordinate.", {
    finds: ["distances?"],
  }),
  word(
    "singular vectors",
    "The directions along which a layer stretches its inputs, each by its singular value; the large ones matter " +
      "most.",
    {
      finds: ["singular (?:vectors?|values?)"],
      labs: MATCH,
    },
  ),
  word(
    "R, γ",
    "How well the singular vectors of A and π(B) point the same way, counting those whose value is at least γ of " +
      "the layer’s largest: 1 for equal, about 0 for unrelated networks.",
    {
      finds: ["R, γ", "R\\(γ\\)", "R at γ", "\\bγ"],
      source: ITO,
    },
  ),
  word(
    "rank correlation",
    "Whether two quantities put the same things in the same order: 1 if exactly so, 0 if not at all, −1 if the " +
      "other way round.",
  ),
  word(
    "cosine",
    "How alike two units are, by the angle between their weights: 1 for the same direction, 0 for nothing in common.",
    {
      figures: ["units"],
    },
  ),
  word(
    "mean on the diagonal",
    "How alike a unit of A and its partner in B are on average: the diagonal of the picture holds the partners.",
    {
      finds: ["(?:mean on the diagonal|diagonal mean|on the diagonal)"],
      labs: MATCH,
      figures: ["units"],
    },
  ),
  word(
    "off the plane",
    "How far something lies from the flat cut that is drawn, in units of ‖B − A‖: “after 3, 0.55 off the plane” " +
      "is the network after three assignments of the search, seen from above.",
    {
      finds: ["off the plane"],
      figures: ["landscape"],
    },
  ),
  word(
    "every pair by itself",
    "Each two of several networks matched without regard to the others. The permutations need not agree when one " +
      "goes round.",
  ),
  word(
    "cycle",
    "Matching A to B, B to C and C back to A: where a unit does not come back to itself, the permutations disagree.",
    {
      finds: ["cycles?"],
      source: CRISOSTOMI,
    },
  ),
  word(
    "computed when its turn comes",
    "The computation is long and goes figure by figure: this one waits for those before it.",
    {
      finds: ["computed when its turn comes", "when its turn comes"],
    },
  ),
  word("Hessian", "The curvature of the loss: how steeply it bends in every direction around a network.", {
    finds: ["Hessian(?:’s)?"],
  }),
  word(
    "REPAIR",
    "Gives the units of a merged network back the spread of their values, which averaging makes smaller.",
    {
      source: ["Jordan et al., 2211.08403", "https://arxiv.org/abs/2211.08403"],
    },
  ),
  word(
    "planted copy",
    "A control with a known answer: a copy of A with its units shuffled, which matching has to put back.",
    {
      finds: ["planted(?: cop(?:y|ies))?", "renumbered copy"],
    },
  ),
  word("mask", "Which weights of a pruned network are left: the others are 0 and stay so.", {
    finds: ["masks?"],
    labs: SEQUENCE,
    figures: ["transport"],
  }),
  word("pruning", "Taking away a network’s smallest weights; what is left goes back to an early step and trains on.", {
    finds: ["pruning", "pruned", "iterative magnitude pruning"],
    source: ["Frankle and Carbin, 1803.03635", "https://arxiv.org/abs/1803.03635"],
    labs: SEQUENCE,
    figures: ["pruning"],
  }),
  word("logits", "A model’s raw scores for the classes, before they are made probabilities.", { finds: ["logits?"] }),
  word(
    "activation matching",
    "The search for the order in which B’s units, or trees, answer most like A’s on the same training examples.",
    { finds: ["activation matching", "their activations"], source: AINSWORTH },
  ),
  word("fork", "The step after which two trainings that were one go on with different batches.", {
    finds: ["forks?"],
    source: FRANKLE,
    figures: ["ridge"],
    labs: ["fork"],
  }),
  word("init", "A and B that share nothing: neither first weights nor the order of batches.", { labs: ["fork"] }),
  word("batch", "The few training examples from which one step learns; a seed decides their order.", {
    finds: ["batch(?:es)?"],
    labs: ["fork"],
  }),
  word("ridge", "Higher ground between two low places of the landscape: a barrier, seen from above.", {
    finds: ["ridges?"],
    figures: ["ridge"],
    labs: ["fork"],
  }),
  word(
    "our estimate",
    "A guess of a barrier’s height from slopes and curvatures of the loss at both ends alone, called of the second " +
      "order. It is ours.",
    { finds: ["our estimates?", "second order"], figures: ["layers"], labs: ["fork"] },
  ),
  word("angle", "Between the ways to A and to B: 0° where they are the same, 90° where they have nothing in common.", {
    finds: ["angles?"],
    labs: ["fork"],
  }),
  word("carriers", "The training examples that together make up half of a barrier.", {
    figures: ["carriers"],
    labs: ["fork"],
  }),
  word("nudge", "A small random change of one weight, or of all, at one step; then training goes on as it did.", {
    finds: ["nudge(?:s|d)?"],
    labs: ["fork"],
  }),
  word("ensemble", "Many trees whose answers are added up.", {
    finds: ["ensembles?"],
    labs: TREES,
    figures: ["merged"],
  }),
  word(
    "soft tree",
    "A decision tree whose questions are answered partly yes and partly no, so that it can be trained like a network.",
    { finds: ["soft trees?", "soft ensembles?"], labs: TREES, figures: ["barriers"] },
  ),
  word("hard tree", "A tree whose questions have yes or no for an answer and nothing between.", {
    finds: ["hard trees?"],
    labs: TREES,
  }),
  word("perfect tree", "A tree that asks as many questions on every way from its root to a leaf.", {
    finds: ["perfect trees?"],
    labs: TREES,
  }),
  word("oblivious tree", "A tree that asks the same question at every node of a depth.", {
    finds: ["oblivious(?: trees?)?"],
    labs: TREES,
  }),
  word("decision list", "A tree that is a chain: every question leads to an answer or to the next question.", {
    finds: ["decision lists?"],
    labs: TREES,
  }),
  word(
    "exchanged",
    "What can be exchanged without changing what an ensemble computes: whole trees, the order of a tree’s questions, " +
      "the two sides of a question. Such a freedom is called an invariance.",
    { finds: ["exchanged?", "invariances?"], source: KANOH, labs: TREES, figures: ["barriers"] },
  ),
  word("flip", "To ask the opposite question and swap what hangs on its two sides: the tree answers the same.", {
    finds: ["flips?", "flipped"],
    labs: TREES,
    figures: ["barriers"],
  }),
  word("rule", "The question that is asked at a node: is a weighted sum of the features above a threshold?", {
    finds: ["rules?"],
    labs: TREES,
  }),
  word("leaf", "The end of a way through a tree: what it adds to the answer there.", {
    finds: ["leaf", "leaves(?= (?:count|of|are|move|as))"],
    labs: TREES,
  }),
  word("points", "Percentage points: accuracy that falls from 95 % to 90 % falls by 5 points.", {
    labs: TREES,
    figures: ["barriers"],
  }),
  word("β", "How decided questions are: 1 as they were trained; the larger, the nearer to yes or no.", { labs: TREES }),
  word("S′", "How alike two trees are at best, however one of them is flipped and reordered.", { labs: TREES }),
  word("checkpoint", "A network as it was at one step of its training.", { finds: ["checkpoints?"], labs: SEQUENCE }),
  word("weak", "The claim that for any two networks there is a permutation of one with a low line to the other.", {
    source: SHARMA,
    labs: SEQUENCE,
    figures: ["claims"],
  }),
  word("simultaneous", "The claim that one permutation keeps the line low at every step of two trainings.", {
    source: SHARMA,
    labs: SEQUENCE,
    figures: ["claims"],
  }),
  word("strong", "The claim that one permutation for every network keeps the lines between all of them low.", {
    source: SHARMA,
    labs: SEQUENCE,
    figures: ["claims"],
  }),
  word("stacked", "Found for several steps of the trainings at once: one permutation for all of them.", {
    labs: SEQUENCE,
    figures: ["barriers"],
  }),
  word("level", "One round of pruning: a share of the weights that are left is taken away.", {
    finds: ["levels?"],
    labs: SEQUENCE,
    figures: ["pruning"],
  }),
  word("rewound", "The weights that are left were put back to what they were at an early step, and train from there.", {
    finds: ["rewound", "rewind"],
    source: FRANKLE,
    labs: SEQUENCE,
  }),
  word("dense", "Not pruned: with all its weights.", { labs: SEQUENCE, figures: ["pruning"] }),
  word("transported mask", "The mask of A renumbered by a permutation and put on B.", {
    finds: ["transport(?:ed)?(?: masks?)?"],
    labs: SEQUENCE,
    figures: ["transport"],
  }),
  word("one-shot", "Pruned at once as far as all levels together, in place of level by level.", {
    finds: ["one[- ]shot"],
    labs: SEQUENCE,
    figures: ["transport"],
  }),
  word("test", "Measured on examples that neither network was trained on.", {
    finds: ["test (?=loss|accuracy|barrier)"],
  }),
];

const edge = "(?<![\\p{L}\\p{N}])";
const end = "(?![\\p{L}\\p{N}])";

/**
 * What finds the words of a laboratory in a text, the longest first: a regular expression and whose each match is; and
 * those words.
 */
export function finder(lab) {
  const words = WORDS.filter(({ labs }) => labs.length === 0 || labs.includes(lab));
  const forms = words
    .flatMap((entry) => entry.finds.map((form) => ({ form, entry })))
    .sort((a, b) => b.form.length - a.form.length);
  const all = new RegExp(`${edge}(?:${forms.map(({ form }) => `(${form})`).join("|")})${end}`, "giu");
  return {
    words,
    all,
    of: (match) => forms[match.slice(1).findIndex((part) => part !== undefined)]?.entry,
  };
}

/** A word's sentence with whose it is, as plain text. */
export const told = ({ says, source }) => (source ? `${says} (${source[0]})` : says);
