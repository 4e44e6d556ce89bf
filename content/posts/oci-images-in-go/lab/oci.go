// oci reads container images with the standard library only.
//
//	oci show LAYOUT TAG            the tree of descriptors, each blob verified
//	oci unpack LAYOUT TAG DIR      all layers into one directory
//	oci naive LAYOUT TAG DIR       the same with three mistakes
//	oci overlay LAYOUT TAG DIR     each layer into a directory of its own
//	oci pull URL NAME TAG LAYOUT   from a registry into a layout
package main

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
)

// #region types
type Descriptor struct {
	MediaType   string            `json:"mediaType"`
	Digest      string            `json:"digest"`
	Size        int64             `json:"size"`
	Platform    *Platform         `json:"platform,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`
}

type Platform struct {
	Architecture string `json:"architecture"`
	OS           string `json:"os"`
}

type Index struct {
	SchemaVersion int          `json:"schemaVersion"`
	Manifests     []Descriptor `json:"manifests"`
}

type Manifest struct {
	Config Descriptor   `json:"config"`
	Layers []Descriptor `json:"layers"`
}

type Config struct {
	Platform
	Config struct{ Env, Cmd []string } `json:"config"`
	RootFS struct {
		DiffIDs []string `json:"diff_ids"`
	} `json:"rootfs"`
}

// #endregion types

// #region blob
type Layout string

var digests = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)

func (l Layout) path(digest string) string {
	return filepath.Join(string(l), "blobs", strings.Replace(digest, ":", "/", 1))
}

// Blob opens what a descriptor names, after a check of its size and its digest.
func (l Layout) Blob(d Descriptor) (*os.File, error) {
	if !digests.MatchString(d.Digest) { // it becomes part of a path
		return nil, fmt.Errorf("%q is not a digest", d.Digest)
	}
	file, err := os.Open(l.path(d.Digest))
	if err != nil {
		return nil, err
	}
	if err := verify(file, d); err != nil {
		return nil, err
	}
	_, err = file.Seek(0, io.SeekStart)
	return file, err
}

// verify reads no more than the size that was promised, and one byte.
func verify(r io.Reader, d Descriptor) error {
	hash := sha256.New()
	size, err := io.Copy(hash, io.LimitReader(r, d.Size+1))
	if err != nil {
		return err
	}
	if size != d.Size {
		return fmt.Errorf("%s has not %d bytes", short(d.Digest), d.Size)
	}
	if found := fmt.Sprintf("sha256:%x", hash.Sum(nil)); found != d.Digest {
		return fmt.Errorf("%s has the digest %s", short(d.Digest), short(found))
	}
	return nil
}

func (l Layout) JSON(d Descriptor, v any) error {
	file, err := l.Blob(d)
	if err != nil {
		return err
	}
	defer file.Close()
	return json.NewDecoder(file).Decode(v)
}

// #endregion blob

// #region find
// Find follows indexes from the tag to the manifest for this machine.
func (l Layout) Find(tag string) (m Manifest, c Config, err error) {
	text, err := os.ReadFile(filepath.Join(string(l), "index.json"))
	if err != nil {
		return m, c, err
	}
	var index Index
	if err := json.Unmarshal(text, &index); err != nil {
		return m, c, err
	}
	for _, d := range index.Manifests {
		if d.Annotations["org.opencontainers.image.ref.name"] == tag {
			return l.resolve(d)
		}
	}
	return m, c, errors.New("no such tag: " + tag)
}

func (l Layout) resolve(d Descriptor) (m Manifest, c Config, err error) {
	switch d.MediaType {
	case "application/vnd.oci.image.index.v1+json":
		var index Index
		if err := l.JSON(d, &index); err != nil {
			return m, c, err
		}
		for _, d := range index.Manifests {
			p := d.Platform
			if p == nil { // an index may also list what is no image, such as signatures
				continue
			}
			say("  %s %s %s/%s", short(d.Digest), kind(d), p.OS, p.Architecture)
			if p.OS == "linux" && p.Architecture == runtime.GOARCH {
				return l.resolve(d)
			}
		}
		return m, c, errors.New("no image for " + runtime.GOARCH)
	case "application/vnd.oci.image.manifest.v1+json":
		if err := l.JSON(d, &m); err != nil {
			return m, c, err
		}
		return m, c, l.JSON(m.Config, &c)
	}
	return m, c, errors.New("unknown media type " + d.MediaType)
}

// #endregion find

// #region layers
// A Layer is an open, verified blob that can be read several times.
type Layer struct {
	file   *os.File
	diffID string
}

func (l Layout) Layers(m Manifest, c Config) (layers []Layer, err error) {
	if len(m.Layers) != len(c.RootFS.DiffIDs) {
		return nil, errors.New("the manifest and the configuration count different layers")
	}
	for i, d := range m.Layers {
		file, err := l.Blob(d)
		if err != nil {
			return nil, err
		}
		layers = append(layers, Layer{file, c.RootFS.DiffIDs[i]})
	}
	return layers, nil
}

// Each calls f for each entry, and checks the digest of the uncompressed tar.
func (l Layer) Each(f func(*tar.Header, io.Reader) error) error {
	if _, err := l.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	unzipped, err := gzip.NewReader(l.file)
	if err != nil {
		return err
	}
	hash := sha256.New()
	stream := io.TeeReader(unzipped, hash)
	entries := tar.NewReader(stream)
	for {
		header, err := entries.Next()
		if err == io.EOF {
			break
		} else if err != nil {
			return err
		} else if err := f(header, entries); err != nil {
			return err
		}
	}
	io.Copy(io.Discard, stream) // what follows the last entry belongs to the digest
	if found := fmt.Sprintf("sha256:%x", hash.Sum(nil)); found != l.diffID {
		return fmt.Errorf("the layer has the diff ID %s, not %s", short(found), short(l.diffID))
	}
	return nil
}

// #endregion layers

// #region apply
const prefix, opaque = ".wh.", ".wh..wh..opq"

// apply puts a layer on top of what is in the root directory: first what it
// takes away from the layers below, then what it adds.
func apply(l Layer) error {
	err := l.Each(func(h *tar.Header, _ io.Reader) error {
		dir, base := filepath.Split(filepath.Clean("/" + h.Name))
		if base == opaque {
			return empty(dir)
		} else if strings.HasPrefix(base, prefix) {
			return os.RemoveAll(dir + strings.TrimPrefix(base, prefix))
		}
		return nil
	})
	if err != nil {
		return err
	}
	return l.Each(func(h *tar.Header, r io.Reader) error {
		if strings.HasPrefix(filepath.Base(h.Name), prefix) {
			return nil
		}
		return extract(filepath.Clean("/"+h.Name), h, r)
	})
}

func empty(dir string) error {
	entries, _ := os.ReadDir(dir)
	for _, entry := range entries {
		if err := os.RemoveAll(filepath.Join(dir, entry.Name())); err != nil {
			return err
		}
	}
	return nil
}

// #endregion apply

// #region extract
func extract(path string, h *tar.Header, r io.Reader) error {
	mode := os.FileMode(h.Mode).Perm()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if old, err := os.Lstat(path); err == nil && !(old.IsDir() && h.Typeflag == tar.TypeDir) {
		if err := os.RemoveAll(path); err != nil { // a link must not be written through
			return err
		}
	}
	switch h.Typeflag {
	case tar.TypeDir:
		if err := os.MkdirAll(path, mode); err != nil {
			return err
		}
	case tar.TypeReg:
		file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
		if err != nil {
			return err
		}
		defer file.Close()
		if _, err := io.Copy(file, r); err != nil {
			return err
		}
	case tar.TypeSymlink:
		if err := os.Symlink(h.Linkname, path); err != nil {
			return err
		}
	case tar.TypeLink:
		if err := os.Link(filepath.Clean("/"+h.Linkname), path); err != nil {
			return err
		}
	default:
		return fmt.Errorf("%s: type %c is not supported", h.Name, h.Typeflag)
	}
	return os.Lchown(path, h.Uid, h.Gid)
}

// #endregion extract

// #region unpack
func unpack(layers []Layer, dir string) error {
	if err := syscall.Chroot(dir); err != nil { // links now lead nowhere else
		return err
	}
	for _, l := range layers {
		if err := apply(l); err != nil {
			return err
		}
	}
	return nil
}

// #endregion unpack

// #region naive
// naive makes three mistakes: it joins paths, takes a layer in the order of its
// entries, and leaves out the check of the diff ID.
func naive(layers []Layer, dir string) error {
	for _, l := range layers {
		l.Each(func(h *tar.Header, r io.Reader) error {
			path := filepath.Join(dir, h.Name)
			if base := filepath.Base(path); strings.HasPrefix(base, prefix) {
				return os.RemoveAll(filepath.Join(filepath.Dir(path), base[len(prefix):]))
			}
			return extract(path, h, r)
		})
	}
	return nil
}

// #endregion naive

// #region overlay
// overlay writes each layer for overlayfs, which marks deletions in its own way.
func overlay(layers []Layer, dir string) error {
	for i, l := range layers {
		root := filepath.Join(dir, fmt.Sprint(i))
		if err := os.MkdirAll(root, 0o755); err != nil {
			return err
		}
		if err := inChroot(root, func() error { return l.Each(convert) }); err != nil {
			return err
		}
	}
	return nil
}

func convert(h *tar.Header, r io.Reader) error {
	path := filepath.Clean("/" + h.Name)
	parent, base := filepath.Split(path)
	if base == opaque {
		os.MkdirAll(parent, 0o755)
		return syscall.Setxattr(parent, "trusted.overlay.opaque", []byte("y"), 0)
	} else if strings.HasPrefix(base, prefix) {
		os.MkdirAll(parent, 0o755)
		err := syscall.Mknod(parent+base[len(prefix):], syscall.S_IFCHR, 0)
		if err == syscall.EEXIST { // a file of this layer hides the old one anyway
			return nil
		}
		return err
	}
	return extract(path, h, r)
}

// #endregion overlay

// inChroot calls f with another root directory, and comes back.
func inChroot(dir string, f func() error) error {
	old, err := os.Open("/")
	if err != nil {
		return err
	}
	defer old.Close()
	if err := syscall.Chroot(dir); err != nil {
		return err
	}
	defer func() {
		old.Chdir()
		syscall.Chroot(".")
	}()
	return f()
}

// #region pull
const accept = "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json"

// pull copies an image. Only the meaning of the tag is taken on trust.
func pull(registry, name, tag string, l Layout) error {
	base := registry + "/v2/" + name
	top := Descriptor{Size: -1}
	if strings.HasPrefix(tag, "sha256:") {
		top.Digest = tag // a digest in place of a tag leaves nothing to trust
	}
	head, err := fetch(base+"/manifests/"+tag, top, l)
	if err != nil {
		return err
	}
	todo := []Descriptor{head}
	for len(todo) > 0 {
		d := todo[0]
		todo = todo[1:]
		if !strings.Contains(d.MediaType, ".image.index.") && !strings.Contains(d.MediaType, ".image.manifest.") {
			if _, err := fetch(base+"/blobs/"+d.Digest, d, l); err != nil {
				return err
			}
			continue
		}
		if _, err := fetch(base+"/manifests/"+d.Digest, d, l); err != nil {
			return err
		}
		var refers struct {
			Manifests, Layers []Descriptor
			Config            *Descriptor
		}
		if err := l.JSON(d, &refers); err != nil {
			return err
		}
		todo = append(append(todo, refers.Manifests...), refers.Layers...)
		if refers.Config != nil {
			todo = append(todo, *refers.Config)
		}
	}
	head.Annotations = map[string]string{"org.opencontainers.image.ref.name": tag}
	index, _ := json.Marshal(Index{2, []Descriptor{head}})
	layout := []byte(`{"imageLayoutVersion": "1.0.0"}`)
	if err := os.WriteFile(filepath.Join(string(l), "oci-layout"), layout, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(string(l), "index.json"), index, 0o644)
}

// fetch stores a blob under its digest if it is the one that was asked for. With
// a size of -1 it learns the size, and without a digest the digest.
func fetch(url string, d Descriptor, l Layout) (Descriptor, error) {
	if d.Digest != "" && !digests.MatchString(d.Digest) {
		return d, fmt.Errorf("%q is not a digest", d.Digest)
	}
	if _, err := os.Stat(l.path(d.Digest)); err == nil && d.Size >= 0 {
		return d, nil // other images may have brought it
	}
	request, err := http.NewRequest("GET", url, nil)
	if err != nil {
		return d, err
	}
	request.Header.Set("Accept", accept)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return d, err
	}
	defer response.Body.Close()
	say("GET %s %d", strings.SplitN(url, "/v2/", 2)[1], response.StatusCode)
	if response.StatusCode != 200 {
		return d, errors.New(response.Status)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, 1<<26))
	if err != nil {
		return d, err
	}
	if d.Size < 0 {
		var said struct{ MediaType string }
		if err := json.Unmarshal(body, &said); err != nil {
			return d, err
		}
		if said.MediaType != response.Header.Get("Content-Type") {
			return d, errors.New("server and manifest name different media types")
		}
		d.MediaType, d.Size = said.MediaType, int64(len(body))
		if d.Digest == "" {
			d.Digest = fmt.Sprintf("sha256:%x", sha256.Sum256(body))
		}
	}
	if err := verify(strings.NewReader(string(body)), d); err != nil {
		return d, err
	}
	if err := os.MkdirAll(filepath.Dir(l.path(d.Digest)), 0o755); err != nil {
		return d, err
	}
	return d, os.WriteFile(l.path(d.Digest), body, 0o644)
}

// #endregion pull

func show(l Layout, m Manifest, c Config) error {
	say("    %s config, %d bytes, runs %q", short(m.Config.Digest), m.Config.Size, c.Config.Cmd)
	layers, err := l.Layers(m, c)
	if err != nil {
		return err
	}
	for i, d := range m.Layers {
		say("    %s layer, %d bytes, diff ID %s", short(d.Digest), d.Size, short(c.RootFS.DiffIDs[i]))
		err := layers[i].Each(func(h *tar.Header, _ io.Reader) error {
			if h.Typeflag != tar.TypeDir {
				say("      %s", h.Name)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func kind(d Descriptor) string {
	return strings.TrimSuffix(strings.TrimPrefix(d.MediaType, "application/vnd.oci.image."), ".v1+json")
}

func short(digest string) string { return fmt.Sprintf("%.8s", strings.TrimPrefix(digest, "sha256:")) }

var quiet bool

func say(format string, args ...any) {
	if !quiet {
		fmt.Printf(format+"\n", args...)
	}
}

func run(args []string) error {
	if len(args) == 5 && args[0] == "pull" {
		return pull(args[1], args[2], args[3], Layout(args[4]))
	} else if len(args) < 3 {
		return errors.New("see the first lines of oci.go")
	}
	l := Layout(args[1])
	quiet = args[0] != "show"
	manifest, config, err := l.Find(args[2])
	if err != nil {
		return err
	}
	if args[0] == "show" {
		return show(l, manifest, config)
	}
	layers, err := l.Layers(manifest, config)
	if err != nil {
		return err
	}
	dir, err := filepath.Abs(args[3])
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	ways := map[string]func([]Layer, string) error{"unpack": unpack, "naive": naive, "overlay": overlay}
	return ways[args[0]](layers, dir)
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "oci:", err)
		os.Exit(1)
	}
}
