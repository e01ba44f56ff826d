package dev.difynative.knowledge.document;

import com.fasterxml.jackson.databind.JsonNode;

import dev.difynative.knowledge.DatasetIntake.Terms;
import dev.difynative.platform.error.Parameters;

/**
 * How a document is to be taken in, as clients say it; null leaves a part to the dataset.
 *
 * @param name
 *            what the document is called; a file has a name of its own
 * @param text
 *            the document itself, when it is not a file
 * @param originalDocumentId
 *            the document to replace
 * @param duplicate
 *            whether a document of the same name is replaced
 */
public record DocumentSettings(String name, String text, String indexingTechnique, String docForm, String docLanguage,
        JsonNode processRule, JsonNode retrievalModel, String embeddingModelProvider, String embeddingModel,
        String originalDocumentId, Boolean duplicate) {
    public static final DocumentSettings NONE = new DocumentSettings(null, null, null, null, null, null, null, null, null, null,
            null);
    private static final int MAX_NAME_LENGTH = 255;
    private static final String USUAL_LANGUAGE = "English";

    /** Says how a file is split and leaves all else to the dataset; null leaves that too. */
    public static DocumentSettings ruledBy(JsonNode processRule) {
        return new DocumentSettings(null, null, null, null, null, processRule, null, null, null, null, null);
    }

    Terms terms() {
        return new Terms(indexingTechnique, docForm, processRule == null || processRule.isNull() ? null : processRule,
                retrievalModel, embeddingModelProvider, embeddingModel);
    }

    String language() { return docLanguage == null || docLanguage.isBlank() ? USUAL_LANGUAGE : docLanguage.strip(); }

    static String checkedName(String name) { return Parameters.text("name", name, MAX_NAME_LENGTH); }
}
