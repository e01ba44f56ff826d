package dev.difynative.workflow.node;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.value.ValueType;

/**
 * A place in a node's configuration that reads a variable.
 *
 * @param expected
 *            the type that the node works with; {@link ValueType#ANY} when it takes all
 */
public record Reference(String field, Selector selector, ValueType expected) {}
