package dev.difynative.knowledge.ingest.extract.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Elements;

import dev.difynative.knowledge.ingest.extract.MarkdownTable;
import dev.difynative.knowledge.ingest.extract.TextSink;

/** Writes what a reader of a page sees: headings, paragraphs, lists, and tables as Markdown. */
public final class HtmlText {
    private static final Set<String> UNSEEN = Set.of("script", "style", "noscript", "template", "head", "svg", "iframe",
            "object", "canvas", "select", "button");
    /** A page whose elements are nested deeper than this is no page. */
    private static final int DEEPEST = 2000;

    private final TextSink sink;
    private final StringBuilder line = new StringBuilder();
    private boolean blank = true;
    private int depth;

    private HtmlText(TextSink sink) { this.sink = sink; }

    public static void write(Element root, TextSink sink) throws IOException {
        HtmlText text = new HtmlText(sink);
        text.children(root);
        text.endLine();
    }

    private void children(Element parent) throws IOException {
        if (++depth > DEEPEST) {
            throw new IOException("Nested too deeply");
        }
        for (Node child : parent.childNodes()) {
            if (child instanceof TextNode words) {
                inline(words.getWholeText());
            } else if (child instanceof Element element && !UNSEEN.contains(element.normalName())
                    && !element.hasAttr("hidden")) {
                element(element);
            }
        }
        depth--;
    }

    private void element(Element element) throws IOException {
        String name = element.normalName();
        switch (name) {
            case "br" -> endLine();
            case "hr" -> endBlock();
            case "h1", "h2", "h3", "h4", "h5", "h6" -> {
                endBlock();
                line.append("#".repeat(name.charAt(1) - '0')).append(' ');
                children(element);
                endBlock();
            }
            case "li" -> {
                endLine();
                line.append("- ");
                children(element);
                endLine();
            }
            case "pre" -> {
                endBlock();
                sink.text(element.wholeText().stripTrailing() + "\n\n");
                blank = true;
            }
            case "table" -> table(element);
            case "img" -> inline(element.attr("alt"));
            default -> {
                if (element.isBlock() || name.equals("dt") || name.equals("dd") || name.equals("figcaption")) {
                    block(element, name.equals("p") || name.equals("ul") || name.equals("ol") || name.equals("blockquote"));
                } else {
                    children(element);
                }
            }
        }
    }

    private void block(Element element, boolean apart) throws IOException {
        endLine();
        children(element);
        if (apart) {
            endBlock();
        } else {
            endLine();
        }
    }

    /** Tables of one column, or with tables within, are there for looks. */
    private void table(Element table) throws IOException {
        Elements rows = table.select("tr");
        boolean looks = !table.select("table table").isEmpty()
                || rows.stream().allMatch(row -> row.children().size() < 2);
        if (looks) {
            block(table, true);
            return;
        }
        endBlock();
        MarkdownTable markdown = new MarkdownTable(sink);
        for (Element row : rows) {
            List<String> cells = new ArrayList<>();
            for (Element cell : row.children()) {
                cells.add(cell.text());
            }
            markdown.row(cells);
        }
        markdown.end();
    }

    /** White space is one space, as a browser shows it. */
    private void inline(String words) {
        for (int i = 0; i < words.length(); i++) {
            char letter = words.charAt(i);
            boolean space = letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r' || letter == '\f';
            if (!space) {
                line.append(letter);
            } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        }
    }

    private void endLine() throws IOException {
        String text = line.toString().strip();
        line.setLength(0);
        if (!text.isEmpty() && !text.equals("-")) {
            sink.text(text + "\n");
            blank = false;
        }
    }

    private void endBlock() throws IOException {
        endLine();
        if (!blank) {
            sink.text("\n");
            blank = true;
        }
    }
}
