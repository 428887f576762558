import type { ImageFiles } from "../image-files.ts"
import type { Attribution } from "./attribution.ts"
import { claimBytecode } from "./bytecode.ts"
import { claimGenerated } from "./claim-generated.ts"
import { claimLinks } from "./claim-links.ts"
import { databaseGenerations } from "./database-generations.ts"
import { claimCopied } from "./image/claim-copied.ts"
import { claimTrees } from "./image/claim-trees.ts"
import { Owners } from "./owners.ts"
import { ownersOfRows } from "./owners-of-rows.ts"
import { PathFinder } from "./path-finder.ts"
import { pathKinds } from "./path-kinds.ts"
import type { Context } from "./reader.ts"
import { readers } from "./readers.ts"
import { applyRules, type RuledEntries } from "./rules/apply-rules.ts"

/**
 * Says whose every row of an image is, and what it is for. Pure. A path has one owner, found in this order, and all its
 * rows are that owner's, hidden ones too:
 *
 * 1. the package that a database names which shows in the finished image (`readers` says who comes first);
 * 2. the package that a database names which a later layer overwrote or deleted, the highest layer first;
 * 3. of compiled Python, the owner of its module;
 * 4. the one package that has the nearest folder around it;
 * 5. the package whose scripts make such files (`generatedFiles`);
 * 6. of a symbolic link, the owner of what it leads to;
 * 7. a tree without a package (`imageTrees`), or what a COPY or ADD of the image's history put there, and links to that.
 *
 * What is left is nobody's. Of a file with several names see `ownersOfRows`.
 */
export function attribute(files: ImageFiles): Attribution {
  return claimRest(claimNamed(files), applyRules(files))
}

/** The same where the rules are applied meanwhile, in another thread. */
export async function attributeWith(files: ImageFiles, ruling: Promise<RuledEntries>): Promise<Attribution> {
  return claimRest(claimNamed(files), await ruling)
}

/** What the databases of package managers say, and what lies beside that: 1 to 4. */
function claimNamed(files: ImageFiles): Context {
  const owners = new Owners(files.paths)
  const context: Context = { files, finder: new PathFinder(files), owners, kinds: pathKinds(files) }
  for (const database of databaseGenerations(files)) {
    for (const reader of readers) {
      const own = database.filter(({ path, name }) => reader.isWanted(path, name))
      if (own.length > 0) reader.read(own, context)
    }
  }
  claimBytecode(files.paths.data, context.finder, owners)
  owners.inheritFolders()
  return context
}

/** What is left: 5 to 7. */
function claimRest(context: Context, ruled: RuledEntries): Attribution {
  const { files, owners } = context
  claimGenerated(ruled.generated, owners)
  claimLinks(context)
  claimTrees(context, ruled.tree)
  owners.inheritFolders()
  claimCopied(context)
  claimLinks(context)
  return {
    packages: owners.packages,
    package: ownersOfRows(files, owners),
    category: ruled.category,
  }
}
