package job

import "onebasin/lmc/lab"

func (m *Train) experimentOf() string                   { return m.Experiment }
func (m *Train) begin(in instance) (lab.Stepper, error) { return newTraining(in, m) }

func (m *Match) experimentOf() string                   { return m.Experiment }
func (m *Match) begin(in instance) (lab.Stepper, error) { return newMatching(in, m) }

func (m *EvaluateLine) experimentOf() string                   { return m.Experiment }
func (m *EvaluateLine) begin(in instance) (lab.Stepper, error) { return newLine(in, m) }

func (m *EvaluatePlane) experimentOf() string                   { return m.Experiment }
func (m *EvaluatePlane) begin(in instance) (lab.Stepper, error) { return newPlane(in, m) }

func (m *CompareSpectra) experimentOf() string                   { return m.Experiment }
func (m *CompareSpectra) begin(in instance) (lab.Stepper, error) { return newSpectra(in, m) }

func (m *EstimateExcess) experimentOf() string                   { return m.Experiment }
func (m *EstimateExcess) begin(in instance) (lab.Stepper, error) { return newEstimate(in, m) }

func (m *TakeApart) experimentOf() string                   { return m.Experiment }
func (m *TakeApart) begin(in instance) (lab.Stepper, error) { return newExcess(in, m) }

func (m *TraceDescent) experimentOf() string                   { return m.Experiment }
func (m *TraceDescent) begin(in instance) (lab.Stepper, error) { return newDescent(in, m) }

func (m *MatchParts) experimentOf() string                   { return m.Experiment }
func (m *MatchParts) begin(in instance) (lab.Stepper, error) { return newParts(in, m) }

func (m *MatchJointly) experimentOf() string                   { return m.Experiment }
func (m *MatchJointly) begin(in instance) (lab.Stepper, error) { return newJoint(in, m) }

func (m *EvaluateMeans) experimentOf() string                   { return m.Experiment }
func (m *EvaluateMeans) begin(in instance) (lab.Stepper, error) { return newMeans(in, m) }

func (m *Repair) experimentOf() string                   { return m.Experiment }
func (m *Repair) begin(in instance) (lab.Stepper, error) { return newRepair(in, m) }

func (m *TrainCurve) experimentOf() string                   { return m.Experiment }
func (m *TrainCurve) begin(in instance) (lab.Stepper, error) { return newCurve(in, m) }

func (m *FindCurvature) experimentOf() string                   { return m.Experiment }
func (m *FindCurvature) begin(in instance) (lab.Stepper, error) { return newCurvature(in, m) }
