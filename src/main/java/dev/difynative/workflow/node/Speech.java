package dev.difynative.workflow.node;

import dev.difynative.workflow.value.TextTemplate;

/**
 * What a node says to the reader of the run, while the nodes that it refers to are still at work.
 *
 * @param textOnly
 *            whether values that are no text are passed over
 */
public record Speech(TextTemplate template, boolean textOnly) {}
