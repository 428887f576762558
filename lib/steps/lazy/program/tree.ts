import { raw, type ShellText, sh } from "../../../shell/index.ts"

/** For sources that become a folder with programs in it. */
const treeFunctions = raw(
  `
tree_is_there() { [ "$(cat "$state/installed" 2> /dev/null)" = "$id" ] && [ -d "$tree" ]; }

# A folder that is there and that no run of this program made is somebody else's.
check_tree() {
  if [ -e "$tree" ] && [ ! -e "$state/owned" ]; then fail 1 "$tree is there and was not made by install-$name"; fi
  rm -rf "$tree.new"
}

# place FOLDER: it becomes the tree; what was there goes only once the new one is complete.
place() {
  : > "$state/owned"
  rm -rf "$tree.old"
  if [ -e "$tree" ]; then mv "$tree" "$tree.old"; fi
  mv "$1" "$tree"
  rm -rf "$tree.new" "$tree.old"
}

check_program() { [ -f "$1" ] && [ -x "$1" ] || fail 1 "what was installed has no program $2"; }

# Links that point into the tree are ours, whatever else has the name is not.
is_ours() { case $(readlink "$programs/$1" || true) in "$tree"/*) true ;; *) false ;; esac; }

check_link() {
  if [ -e "$programs/$1" ] || [ -L "$programs/$1" ]; then is_ours "$1" || fail 1 "$programs/$1 is there and was not made by install-$name"; fi
}

link_program() {
  mkdir -p "$programs"
  ln -sfn "$tree/$2" "$programs/$1"
}

unlink_program() { if is_ours "$1"; then rm -f "$programs/$1"; fi; }
`.trim(),
)

/** `programs` is command -> file in the tree. `check_programs` looks into a folder that is not in place yet. */
export function treeText(programs: readonly (readonly [command: string, file: string])[]): readonly ShellText[] {
  return [
    treeFunctions,
    raw("check_programs() {"),
    ...programs.map(([command, file]) => sh`  check_program "$1"/${file} ${file}; check_link ${command}`),
    raw("}"),
    raw("link_programs() {"),
    ...programs.map(([command, file]) => sh`  link_program ${command} ${file}`),
    raw("}"),
    raw("source_is_there() { tree_is_there; }"),
    raw("source_remove() {"),
    raw("  forget"),
    ...programs.map(([command]) => sh`  unlink_program ${command}`),
    raw('  rm -rf "$tree.new"'),
    raw('  if [ -e "$state/owned" ]; then rm -rf "$tree" "$tree.old"; fi'),
    raw("}"),
  ]
}
