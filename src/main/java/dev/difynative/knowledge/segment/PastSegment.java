package dev.difynative.knowledge.segment;

import java.util.List;

/** A segment as it was elsewhere; {@code children} are the texts that are searched in its place, in documents of that form. */
public record PastSegment(String content, String answer, List<String> keywords, boolean enabled, int hitCount,
        List<String> children) {}
