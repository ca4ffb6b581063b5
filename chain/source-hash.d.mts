/** sha256, in hex, over the runtime's sources. */
export declare const sourceHash: () => string;
