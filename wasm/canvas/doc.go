// Package canvas is the program that draws figures in a page: a board of laboratories on Ebitengine's canvas. It hears
// of sizes and pointers from the frame around the canvas, of what is looked at from the page, of results from the
// engine, and passes on what the board has to say. It computes nothing and owns nothing: whenever its frame loads
// again, all is told anew.
//
//	func main() { canvas.Main(match.Laboratory(), trees.Laboratory()) }
//
// Nothing runs at rest: a message asks for a frame, and a frame draws what of the picture has changed.
package canvas
