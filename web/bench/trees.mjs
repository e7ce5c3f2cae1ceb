// A plain loop in JavaScript, as one writes it who knows nothing of kernels: a step of Adam of an ensemble of perfect
// soft trees of depth 2 on typed arrays, forward, backward and update. Prints µs a step.

const [M, F, C, ROWS, STEPS] = [256, 8, 2, 500, 20];
const N = 3;
const L = 4;
const fill = (n, scale) => Float32Array.from({ length: n }, () => (Math.random() - 0.5) * 2 * scale);
const sigmoid = (z) => 1 / (1 + Math.exp(-z));

const theta = { w: fill(M * N * F, 0.35), b: fill(M * N, 0.35), pi: fill(M * L * C, 0.03) };
const like = () => Object.fromEntries(Object.entries(theta).map(([k, x]) => [k, new Float32Array(x.length)]));
const [grad, first, second] = [like(), like(), like()];
const x = fill(ROWS * F, 1);
const s = new Float32Array(M * N);
const f = new Float32Array(C);
const d = new Float32Array(C);
const y = Uint8Array.from({ length: ROWS }, (_, i) => i % C);

const { w, b, pi } = theta;
const { w: gw, b: gb, pi: gpi } = grad;

function step(t) {
  for (const g of Object.values(grad)) g.fill(0);
  for (let i = 0; i < ROWS; i++) {
    f.fill(0);
    for (let m = 0; m < M; m++) {
      for (let n = 0; n < N; n++) {
        const at = m * N + n;
        let z = b[at];
        for (let k = 0; k < F; k++) z += w[at * F + k] * x[i * F + k];
        s[at] = sigmoid(z);
      }
      const a = s[m * N];
      const l = s[m * N + 1];
      const r = s[m * N + 2];
      const at = m * L * C;
      for (let c = 0; c < C; c++)
        f[c] +=
          a * (l * pi[at + c] + (1 - l) * pi[at + C + c]) +
          (1 - a) * (r * pi[at + 2 * C + c] + (1 - r) * pi[at + 3 * C + c]);
    }
    const most = Math.max(...f);
    let sum = 0;
    for (let c = 0; c < C; c++) sum += Math.exp(f[c] - most);
    for (let c = 0; c < C; c++) d[c] = (Math.exp(f[c] - most) / sum - (c === y[i] ? 1 : 0)) / ROWS;
    for (let m = 0; m < M; m++) {
      const a = s[m * N];
      const l = s[m * N + 1];
      const r = s[m * N + 2];
      const at = m * L * C;
      let v0 = 0;
      let v1 = 0;
      let v2 = 0;
      let v3 = 0;
      for (let c = 0; c < C; c++) {
        gpi[at + c] += a * l * d[c];
        gpi[at + C + c] += a * (1 - l) * d[c];
        gpi[at + 2 * C + c] += (1 - a) * r * d[c];
        gpi[at + 3 * C + c] += (1 - a) * (1 - r) * d[c];
        v0 += pi[at + c] * d[c];
        v1 += pi[at + C + c] * d[c];
        v2 += pi[at + 2 * C + c] * d[c];
        v3 += pi[at + 3 * C + c] * d[c];
      }
      const z0 = a * (1 - a) * (l * v0 + (1 - l) * v1 - r * v2 - (1 - r) * v3);
      const z1 = a * l * (1 - l) * (v0 - v1);
      const z2 = (1 - a) * r * (1 - r) * (v2 - v3);
      for (let k = 0; k < F; k++) {
        const v = x[i * F + k];
        gw[m * N * F + k] += z0 * v;
        gw[(m * N + 1) * F + k] += z1 * v;
        gw[(m * N + 2) * F + k] += z2 * v;
      }
      gb[m * N] += z0;
      gb[m * N + 1] += z1;
      gb[m * N + 2] += z2;
    }
  }
  const rate = 0.01 / (1 - 0.9 ** t);
  const rest = 1 / (1 - 0.999 ** t);
  for (const k of Object.keys(theta)) {
    const p = theta[k];
    const g = grad[k];
    const u = first[k];
    const v = second[k];
    for (let j = 0; j < p.length; j++) {
      u[j] = 0.9 * u[j] + 0.1 * g[j];
      v[j] = 0.999 * v[j] + 0.001 * g[j] * g[j];
      p[j] -= (rate * u[j]) / (Math.sqrt(v[j] * rest) + 1e-8);
    }
  }
}

let best = Infinity;
for (let round = 0, t = 1; round < 3; round++) {
  const from = performance.now();
  for (let k = 0; k < STEPS; k++) step(t++);
  best = Math.min(best, ((performance.now() - from) / STEPS) * 1000);
}
console.log(best);
