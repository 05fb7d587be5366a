// Checks an export of ours with the programs of Go's checksum database: golang.org/x/mod/sumdb, note and tlog.
//
// Usage: check FOLDER [SLIP…]. It takes the first line of the folder's keys as the log's key, opens every checkpoint with it,
// recomputes the tree, proves each leaf to be in it, each older head to be its beginning, each receipt to hold, and each slip's leaf to be there.
package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type folder string

func (at folder) read(path string) []byte {
	content, err := os.ReadFile(filepath.Join(string(at), path))
	must(err)
	return content
}

// Go's paths name the height of a tile, c2sp.org/tlog-tiles does not.
func path(tile tlog.Tile) string {
	short := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
	return strings.Replace(short, "tile/data/", "tile/entries/", 1)
}

func (at folder) Height() int                        { return 8 }
func (at folder) SaveTiles([]tlog.Tile, [][]byte)     {}
func (at folder) ReadTiles(tiles []tlog.Tile) (read [][]byte, err error) {
	for _, tile := range tiles {
		read = append(read, at.read(path(tile)))
	}
	return read, nil
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func head(content []byte, known note.Verifiers) tlog.Tree {
	opened, err := note.Open(content, known)
	must(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	return tlog.Tree{N: size, Hash: root}
}

func leaves(at folder, size int64) (all [][]byte) {
	for index := int64(0); index*256 < size; index++ {
		tile := tlog.Tile{H: 8, L: -1, N: index, W: int(min(256, size-index*256))}
		for rest := at.read(path(tile)); len(rest) > 0; {
			end := 2 + int(rest[0])<<8 + int(rest[1])
			all, rest = append(all, rest[2:end]), rest[end:]
		}
	}
	return all
}

func receipt(at folder, path string, known note.Verifiers, all [][]byte) {
	top, signed, _ := bytes.Cut(at.read(path), []byte("\n\n"))
	tree := head(signed, known)
	var index int64
	var proof tlog.RecordProof
	for _, line := range strings.Split(string(top), "\n")[1:] {
		if number, found := strings.CutPrefix(line, "index "); found {
			parsed, err := strconv.ParseInt(number, 10, 64)
			must(err)
			index = parsed
		} else if !strings.HasPrefix(line, "extra ") {
			var hash tlog.Hash
			content, err := base64.StdEncoding.DecodeString(line)
			must(err)
			copy(hash[:], content)
			proof = append(proof, hash)
		}
	}
	must(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(all[index])))
}

func main() {
	at := folder(os.Args[1])
	key, _, _ := strings.Cut(string(at.read("keys")), "\n")
	verifier, err := note.NewVerifier(key)
	must(err)
	known := note.VerifierList(verifier)
	newest := head(at.read("checkpoint"), known)
	reader := tlog.TileHashReader(newest, at)
	root, err := tlog.TreeHash(newest.N, reader)
	must(err)
	if root != newest.Hash {
		must(fmt.Errorf("the tiles give another root"))
	}
	all := leaves(at, newest.N)
	for index, leaf := range all {
		proof, err := tlog.ProveRecord(newest.N, int64(index), reader)
		must(err)
		must(tlog.CheckRecord(proof, newest.N, newest.Hash, int64(index), tlog.RecordHash(leaf)))
	}
	older, err := filepath.Glob(filepath.Join(string(at), "checkpoints", "*"))
	must(err)
	for _, name := range older {
		tree := head(at.read(filepath.Join("checkpoints", filepath.Base(name))), known)
		proof, err := tlog.ProveTree(newest.N, tree.N, reader)
		must(err)
		must(tlog.CheckTree(proof, newest.N, newest.Hash, tree.N, tree.Hash))
	}
	receipts, err := filepath.Glob(filepath.Join(string(at), "*", "*.tlog-proof"))
	must(err)
	for _, name := range receipts {
		relative, err := filepath.Rel(string(at), name)
		must(err)
		receipt(at, relative, known, all)
	}
	there := map[tlog.Hash]bool{}
	for _, leaf := range all {
		there[tlog.RecordHash(leaf)] = true
	}
	for _, name := range os.Args[2:] {
		content, err := os.ReadFile(name)
		must(err)
		opened, err := note.Open(content, known)
		must(err)
		promised, err := tlog.ParseHash(strings.Split(opened.Text, "\n")[2])
		must(err)
		if !there[promised] {
			must(fmt.Errorf("%s promises a leaf that is not in the log", name))
		}
	}
	fmt.Printf("%d leaves, %d heads, %d receipts, %d slips\n", len(all), len(older)+1, len(receipts), len(os.Args)-2)
}
