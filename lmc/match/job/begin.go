package job

import "onebasin/lmc/lab"

func (m *Train) experimentOf() string               { return m.Experiment }
func (m *Train) begin(b bench) (lab.Stepper, error) { return newTraining(b, m) }

func (m *Match) experimentOf() string               { return m.Experiment }
func (m *Match) begin(b bench) (lab.Stepper, error) { return newMatching(b, m) }

func (m *Walk) experimentOf() string               { return m.Experiment }
func (m *Walk) begin(b bench) (lab.Stepper, error) { return newWalk(b, m) }

func (m *Map) experimentOf() string               { return m.Experiment }
func (m *Map) begin(b bench) (lab.Stepper, error) { return newMapping(b, m) }

func (m *Spectra) experimentOf() string               { return m.Experiment }
func (m *Spectra) begin(b bench) (lab.Stepper, error) { return newSpectra(b, m) }

func (m *Estimate) experimentOf() string               { return m.Experiment }
func (m *Estimate) begin(b bench) (lab.Stepper, error) { return newEstimate(b, m) }

func (m *Descend) experimentOf() string               { return m.Experiment }
func (m *Descend) begin(b bench) (lab.Stepper, error) { return newDescent(b, m) }

func (m *MatchParts) experimentOf() string               { return m.Experiment }
func (m *MatchParts) begin(b bench) (lab.Stepper, error) { return newParts(b, m) }

func (m *Join) experimentOf() string               { return m.Experiment }
func (m *Join) begin(b bench) (lab.Stepper, error) { return newJoining(b, m) }

func (m *Rate) experimentOf() string               { return m.Experiment }
func (m *Rate) begin(b bench) (lab.Stepper, error) { return newRating(b, m) }

func (m *Repair) experimentOf() string               { return m.Experiment }
func (m *Repair) begin(b bench) (lab.Stepper, error) { return newRepairing(b, m) }

func (m *Bend) experimentOf() string               { return m.Experiment }
func (m *Bend) begin(b bench) (lab.Stepper, error) { return newBending(b, m) }

func (m *Curvature) experimentOf() string               { return m.Experiment }
func (m *Curvature) begin(b bench) (lab.Stepper, error) { return newCurvature(b, m) }

// A decomposition needs a matrix and no data.
func (m *Decompose) experimentOf() string             { return "" }
func (m *Decompose) begin(bench) (lab.Stepper, error) { return newDecomposition(m) }
