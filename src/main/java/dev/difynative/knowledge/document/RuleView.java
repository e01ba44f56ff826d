package dev.difynative.knowledge.document;

import com.fasterxml.jackson.annotation.JsonRawValue;

import dev.difynative.knowledge.settings.ProcessRule;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** How documents are cleaned and split, with the bounds of what may be said. */
@RegisterForReflection
public record RuleView(String mode, @JsonRawValue String rules, Limits limits) {
    private static final String USUAL_RULES = """
            {"pre_processing_rules":[{"id":"remove_extra_spaces","enabled":true},\
            {"id":"remove_urls_emails","enabled":false}],\
            "segmentation":{"separator":"\\n","delimiter":"\\n","max_tokens":500,"chunk_overlap":50}}""";

    @RegisterForReflection
    public record Limits(int indexingMaxSegmentationTokensLength) {}

    /** What a console starts with. */
    public static RuleView usual() { return of("custom", USUAL_RULES); }

    static RuleView of(String mode, String rules) { return new RuleView(mode, rules, new Limits(ProcessRule.MAX_TOKENS)); }
}
