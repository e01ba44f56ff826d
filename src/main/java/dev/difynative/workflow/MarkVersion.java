package dev.difynative.workflow;

import dev.difynative.platform.error.Parameters;

/** What somebody calls a version; null leaves a mark as it is. */
public record MarkVersion(String markedName, String markedComment) {
    public static final MarkVersion NONE = new MarkVersion(null, null);
    private static final int MAX_NAME_LENGTH = 20;
    private static final int MAX_COMMENT_LENGTH = 100;

    void apply(Workflow version) {
        version.markedName = markedName == null
                ? version.markedName
                : Parameters.bounded("marked_name", markedName, MAX_NAME_LENGTH);
        version.markedComment = markedComment == null
                ? version.markedComment
                : Parameters.bounded("marked_comment", markedComment, MAX_COMMENT_LENGTH);
    }
}
