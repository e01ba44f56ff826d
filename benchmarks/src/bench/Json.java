package bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The smallest JSON reader that the answers of the Console API need; the JDK has none. */
final class Json {

    private final String text;
    private int position;

    private Json(String text) {
        this.text = text;
    }

    /** The string at a path of member names, such as {@code data.access_token}. */
    static String string(String text, String path) {
        Object value = new Json(text).value();
        for (String name : path.split("\\.")) {
            value = value instanceof Map<?, ?> members ? members.get(name) : null;
        }
        if (value instanceof String string) {
            return string;
        }
        throw new IllegalStateException("no string '" + path + "' in " + text);
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> literal();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        position++;
        while (peek() != '}') {
            String name = string();
            expect(':');
            members.put(name, value());
            if (peek() == ',') {
                position++;
            }
        }
        position++;
        return members;
    }

    private List<Object> array() {
        List<Object> elements = new ArrayList<>();
        position++;
        while (peek() != ']') {
            elements.add(value());
            if (peek() == ',') {
                position++;
            }
        }
        position++;
        return elements;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (text.charAt(position) != '"') {
            char c = text.charAt(position++);
            if (c != '\\') {
                string.append(c);
                continue;
            }
            char escaped = text.charAt(position++);
            switch (escaped) {
                case 'n' -> string.append('\n');
                case 't' -> string.append('\t');
                case 'r' -> string.append('\r');
                case 'b' -> string.append('\b');
                case 'f' -> string.append('\f');
                case 'u' -> {
                    string.append((char) Integer.parseInt(text, position, position + 4, 16));
                    position += 4;
                }
                default -> string.append(escaped);
            }
        }
        position++;
        return string.toString();
    }

    /** Numbers, true, false and null are kept as they are written; nobody here calculates with them. */
    private Object literal() {
        int start = position;
        while (position < text.length() && ",]} \n\r\t".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return new StringBuilder(text.substring(start, position));
    }

    private char peek() {
        while (Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return text.charAt(position);
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw new IllegalStateException("'" + wanted + "' expected at " + position + " of " + text);
        }
        position++;
    }
}
