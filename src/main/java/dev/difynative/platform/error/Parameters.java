package dev.difynative.platform.error;

/** Checks of parameters that many calls share; each fault names the parameter. Lengths count characters, not UTF-16 units. */
public final class Parameters {

    private Parameters() {}

    /** The fault of a parameter that is not there. */
    public static Failure missing(String name) {
        return CommonError.INVALID_PARAM.field(name, "required", "Parameter '%s' is required", name);
    }

    /** The value, which must be there; an empty text is not. */
    public static <T> T required(String name, T value) {
        if (value == null || value.equals("")) {
            throw missing(name);
        }
        return value;
    }

    /** The text without the blanks around it; it must be there and at most so many characters long. */
    public static String text(String name, String value, int maxLength) {
        if (value == null || value.isBlank()) {
            throw missing(name);
        }
        return bounded(name, value.strip(), maxLength);
    }

    /** The text as it is, at most so many characters long. */
    public static String bounded(String name, String value, int maxLength) {
        if (value.codePointCount(0, value.length()) > maxLength) {
            throw CommonError.INVALID_PARAM.field(name, "length", "Parameter '%s' must be at most %d characters long", name,
                    maxLength);
        }
        return value;
    }
}
