// Package training is what laboratories that train models on a task share: a job's data are drawn before it begins,
// networks are rated, and what diverged is said.
package training
