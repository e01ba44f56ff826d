package dev.difynative.workflow.node;

import dev.difynative.workflow.graph.Selector;
import dev.difynative.workflow.value.ValueType;

/** A variable that a node can only work with if its value is of a certain type, or can be made one of it. */
public record TypedInput(String field, Selector selector, ValueType type) {

    /** Whether a value that is declared so can surely not be taken. Whatever can be made a text is taken for one. */
    public boolean refuses(ValueType given) {
        if (given == ValueType.ANY || given == ValueType.NONE) {
            return false;
        }
        return switch (type) {
            // One file stands for a list of one, and an object may describe a file.
            case FILE, ARRAY_FILE -> switch (given) {
                case STRING, NUMBER, BOOLEAN, ARRAY_STRING, ARRAY_NUMBER, ARRAY_BOOLEAN -> true;
                default -> false;
            };
            default -> type.isArray() && !given.isArray();
        };
    }

    /** What people call the type. */
    public String wanted() {
        return type == ValueType.FILE || type == ValueType.ARRAY_FILE ? "a file or files" : "a list";
    }
}
