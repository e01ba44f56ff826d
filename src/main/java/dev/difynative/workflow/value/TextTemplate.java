package dev.difynative.workflow.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.difynative.workflow.graph.Selector;

/** A text with places {@code {{#node.variable#}}}; read once, filled in often. */
public record TextTemplate(List<Part> parts) {
    private static final Pattern PLACE = Pattern
            .compile("\\{\\{#([A-Za-z0-9_\\-]{1,50}(?:\\.[A-Za-z_][A-Za-z0-9_\\-]{0,99}){1,10})#\\}\\}");

    /** A piece of the text. */
    public sealed interface Part {}

    public record Literal(String text) implements Part {}

    public record Place(Selector selector) implements Part {}

    public TextTemplate {
        parts = List.copyOf(parts);
    }

    public static TextTemplate parse(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher places = PLACE.matcher(text);
        int from = 0;
        while (places.find()) {
            if (places.start() > from) {
                parts.add(new Literal(text.substring(from, places.start())));
            }
            parts.add(new Place(Selector.parse(places.group(1)).orElseThrow()));
            from = places.end();
        }
        if (from < text.length()) {
            parts.add(new Literal(text.substring(from)));
        }
        return new TextTemplate(parts);
    }

    /** The values of the selectors, one per line. */
    public static TextTemplate ofLines(List<Selector> selectors) {
        List<Part> parts = new ArrayList<>();
        for (Selector selector : selectors) {
            if (!parts.isEmpty()) {
                parts.add(new Literal("\n"));
            }
            parts.add(new Place(selector));
        }
        return new TextTemplate(parts);
    }

    /** The text for one place; a variable that does not exist leaves its path, as in Dify. */
    public static String text(Selector selector, Optional<Value> value) {
        return value.map(Value::text).orElseGet(selector::text);
    }

    public String render(Function<Selector, Optional<Value>> variables) {
        if (parts.size() == 1 && parts.getFirst() instanceof Literal(String only)) {
            return only;
        }
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Literal(String literal) -> text.append(literal);
                case Place(Selector selector) -> text.append(text(selector, variables.apply(selector)));
            }
        }
        return text.toString();
    }

    public List<Selector> selectors() {
        return parts.stream().filter(Place.class::isInstance).map(part -> ((Place) part).selector()).toList();
    }
}
