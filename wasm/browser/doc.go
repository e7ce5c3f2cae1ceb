// Package browser is the laboratory's only door to JavaScript: message ports, inboxes that can be looked at between two
// slices of work, and yielding.
//
// Every message, on every port, is an object {t: kind, s: text, b: ArrayBuffer}, with ports transferred beside it.
// While Go computes, the browser delivers no event; Yield lets it.
package browser
