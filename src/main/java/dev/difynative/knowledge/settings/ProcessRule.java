package dev.difynative.knowledge.settings;

/**
 * How a document is cleaned and split. Lengths count tokens (cl100k_base).
 *
 * @param parents
 *            what the parents of a hierarchical document are; null unless the mode is hierarchical
 * @param children
 *            how a parent is split; null unless the mode is hierarchical
 */
public record ProcessRule(Mode mode, boolean removeExtraSpaces, boolean removeUrlsEmails, Segmentation segmentation,
        Parents parents, Segmentation children) {
    public static final int MIN_TOKENS = 50;
    public static final int MAX_TOKENS = 4_000;
    public static final ProcessRule AUTOMATIC = new ProcessRule(Mode.AUTOMATIC, true, false, new Segmentation("\n", 500, 50),
            null,
            null);

    public enum Mode {
        AUTOMATIC, CUSTOM, HIERARCHICAL
    }

    public enum Parents {
        PARAGRAPH, FULL_DOC
    }

    /** {@code separator} has its escapes decoded and is never empty. */
    public record Segmentation(String separator, int maxTokens, int chunkOverlap) {}
}
