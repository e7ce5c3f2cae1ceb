package lmc

func whyStudy() Study {
	return Study{Name: "why", Title: "Why it works",
		Help:   "What weight matching aligns, and what it does not: distances, spectra, singular vectors, each beside its null.",
		Charts: []StudyChart{}}
}
