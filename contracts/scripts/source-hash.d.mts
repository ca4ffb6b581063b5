/** What the compiled artefacts depend on, as sorted paths below `contracts/`. */
export declare function sourcePaths(): string[];
/** sha256, in hex, over them. */
export declare function sourceHash(): string;
