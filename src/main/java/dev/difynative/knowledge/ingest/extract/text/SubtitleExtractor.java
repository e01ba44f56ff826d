package dev.difynative.knowledge.ingest.extract.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.difynative.knowledge.ingest.extract.ExtractError;
import dev.difynative.knowledge.ingest.extract.Extractor;
import dev.difynative.knowledge.ingest.extract.FileFormat;
import dev.difynative.knowledge.ingest.extract.SourceFile;
import dev.difynative.knowledge.ingest.extract.TextSink;

/** Subtitles (WebVTT and SubRip): what is said, with the speaker's name in front when a voice is marked. */
public final class SubtitleExtractor implements Extractor {
    private static final Pattern VOICE = Pattern.compile("<v(?:\\.[^ >]*)?\\s+([^>]+)>");
    private static final Pattern TAG = Pattern.compile("</?[^>]*>");

    private final String beginning;

    /** The first line of such files begins with this, and its block is no subtitle; empty where the first block is one. */
    public SubtitleExtractor(String beginning) {
        this.beginning = beginning;
    }

    @Override
    public void extract(SourceFile file, TextSink sink) throws IOException {
        try (BufferedReader lines = new BufferedReader(PlainTextExtractor.reader(file))) {
            if (!beginning.isEmpty()) {
                skipBeginning(lines, file);
            }
            while (readBlock(lines, sink)) {
                // Each block is a cue, a note or a style.
            }
        }
    }

    private void skipBeginning(BufferedReader lines, SourceFile file) throws IOException {
        String first = lines.readLine();
        if (first == null || !first.startsWith(beginning)) {
            throw ExtractError.WRONG_FILE_TYPE.because("The file '%s' is named as %s but does not begin with %s", file.name(),
                    FileFormat.VTT.label(), beginning);
        }
        skipBlock(lines);
    }

    private static void skipBlock(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.isBlank()) {
            line = lines.readLine();
        }
    }

    private static boolean readBlock(BufferedReader lines, TextSink sink) throws IOException {
        String line = lines.readLine();
        while (line != null && line.isBlank()) {
            line = lines.readLine();
        }
        if (line == null) {
            return false;
        }
        boolean cue = line.contains("-->");
        if (!cue && !isNote(line)) {
            line = lines.readLine();
            cue = line != null && line.contains("-->");
        }
        if (!cue) {
            if (line != null && !line.isBlank()) {
                skipBlock(lines);
            }
            return line != null;
        }
        for (line = lines.readLine(); line != null && !line.isBlank(); line = lines.readLine()) {
            sink.text(spoken(line) + "\n");
        }
        return line != null;
    }

    private static boolean isNote(String line) {
        return line.startsWith("NOTE") || line.startsWith("STYLE") || line.startsWith("REGION");
    }

    private static String spoken(String line) {
        Matcher voice = VOICE.matcher(line);
        String named = voice.replaceAll(match -> Matcher.quoteReplacement(match.group(1).strip() + ": "));
        return TAG.matcher(named).replaceAll("").replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ")
                .replace("&amp;", "&").strip();
    }
}
