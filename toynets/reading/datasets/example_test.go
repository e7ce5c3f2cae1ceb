package datasets_test

import (
	"fmt"

	"onebasin/toynets/reading/datasets"
)

func ExampleRead() {
	set, err := datasets.Read(datasets.Options{},
		[]byte("width;height;species\n1,5;2;iris\n0,5;3;rose\n2;1;iris\n3;3;rose\n"))
	fmt.Println(set.N, set.Columns, set.ClassNames, set.Counts(), err)
	for _, line := range set.Notes {
		fmt.Println(line)
	}
	train, test, err := set.Split(datasets.Split{N: 2, NTest: 2, Seed: 1, Scale: "standard"})
	fmt.Println(train.X, train.Y, test.Y, err)

	_, err = datasets.Read(datasets.Options{}, []byte("width,height,species\n1.5,2,iris\n0.5,,rose\n"))
	fmt.Println(err)
	// Output:
	// 4 [width height] [iris rose] [2 2] <nil>
	// Columns are separated by semicolons.
	// The first line names the columns.
	// The labels are column 3 ("species").
	// Numbers have a decimal comma.
	// [1 1 -1 -1] [1 0] [1 0] <nil>
	// line 3, column 2 ("height"): expected a value, found nothing: it is missing; fill it in or take the line out
}
