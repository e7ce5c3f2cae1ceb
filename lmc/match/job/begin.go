package job

import "onebasin/lmc/lab"

func (m *Train) Of() string                             { return m.Experiment }
func (m *Train) Begin(in instance) (lab.Stepper, error) { return newTraining(in, m) }

func (m *Match) Of() string                             { return m.Experiment }
func (m *Match) Begin(in instance) (lab.Stepper, error) { return newMatching(in, m) }

func (m *EvaluateLine) Of() string                             { return m.Experiment }
func (m *EvaluateLine) Begin(in instance) (lab.Stepper, error) { return newLine(in, m) }

func (m *EvaluatePlane) Of() string                             { return m.Experiment }
func (m *EvaluatePlane) Begin(in instance) (lab.Stepper, error) { return newPlane(in, m) }

func (m *CompareSpectra) Of() string                             { return m.Experiment }
func (m *CompareSpectra) Begin(in instance) (lab.Stepper, error) { return newSpectra(in, m) }

func (m *EstimateExcess) Of() string                             { return m.Experiment }
func (m *EstimateExcess) Begin(in instance) (lab.Stepper, error) { return newEstimate(in, m) }

func (m *TakeApart) Of() string                             { return m.Experiment }
func (m *TakeApart) Begin(in instance) (lab.Stepper, error) { return newExcess(in, m) }

func (m *TraceDescent) Of() string                             { return m.Experiment }
func (m *TraceDescent) Begin(in instance) (lab.Stepper, error) { return newDescent(in, m) }

func (m *MatchParts) Of() string                             { return m.Experiment }
func (m *MatchParts) Begin(in instance) (lab.Stepper, error) { return newParts(in, m) }

func (m *MatchJointly) Of() string                             { return m.Experiment }
func (m *MatchJointly) Begin(in instance) (lab.Stepper, error) { return newJoint(in, m) }

func (m *EvaluateMeans) Of() string                             { return m.Experiment }
func (m *EvaluateMeans) Begin(in instance) (lab.Stepper, error) { return newMeans(in, m) }

func (m *Repair) Of() string                             { return m.Experiment }
func (m *Repair) Begin(in instance) (lab.Stepper, error) { return newRepair(in, m) }

func (m *TrainCurve) Of() string                             { return m.Experiment }
func (m *TrainCurve) Begin(in instance) (lab.Stepper, error) { return newCurve(in, m) }

func (m *FindCurvature) Of() string                             { return m.Experiment }
func (m *FindCurvature) Begin(in instance) (lab.Stepper, error) { return newCurvature(in, m) }
