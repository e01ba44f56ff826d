package dev.difynative.workflow.value;

import java.util.Arrays;
import java.util.Optional;

/** The types that variables are declared with; {@link #ANY} stands for what cannot be known before the run. */
public enum ValueType {
    STRING("string"),
    NUMBER("number"),
    BOOLEAN("boolean"),
    OBJECT("object"),
    FILE("file"),
    NONE("none"),
    ANY("any"),
    ARRAY_ANY("array[any]"),
    ARRAY_STRING("array[string]"),
    ARRAY_NUMBER("array[number]"),
    ARRAY_BOOLEAN("array[boolean]"),
    ARRAY_OBJECT("array[object]"),
    ARRAY_FILE("array[file]");

    private final String wire;

    ValueType(String wire) { this.wire = wire; }

    public String wire() { return wire; }

    public boolean isArray() { return wire.startsWith("array["); }

    /** The type of the items of an array. */
    public ValueType item() {
        return switch (this) {
            case ARRAY_STRING -> STRING;
            case ARRAY_NUMBER -> NUMBER;
            case ARRAY_BOOLEAN -> BOOLEAN;
            case ARRAY_OBJECT -> OBJECT;
            case ARRAY_FILE -> FILE;
            default -> ANY;
        };
    }

    /** Reads a declared type; secrets are strings, whole and broken numbers are numbers. */
    public static Optional<ValueType> find(String wire) {
        return switch (wire) {
            case "secret" -> Optional.of(STRING);
            case "integer", "float" -> Optional.of(NUMBER);
            case "array" -> Optional.of(ARRAY_ANY);
            default -> Arrays.stream(values()).filter(type -> type.wire.equals(wire)).findFirst();
        };
    }
}
