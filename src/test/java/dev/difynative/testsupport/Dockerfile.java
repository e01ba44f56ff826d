package dev.difynative.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What one of our Dockerfiles says, instruction by instruction. */
public record Dockerfile(String text) {
    private static final Path FOLDER = Path.of("src", "main", "docker");
    private static final Pattern TAG = Pattern.compile("docker build .*-t (\\S+)");

    /** One of its instructions; where it goes on over several lines they are one. */
    public record Instruction(String name, String arguments) {

        /** The words after the options, such as {@code --chown=…}. */
        public List<String> words() {
            return Arrays.stream(arguments.split("\\s+")).filter(word -> !word.startsWith("--")).toList();
        }

        /** The word, where there can be one only. */
        public String word() {
            if (words().size() != 1) {
                throw new AssertionError("Not one word: " + this);
            }
            return words().getFirst();
        }

        /** The options that stand before the words, by name. */
        public Map<String, String> options() {
            Map<String, String> options = new TreeMap<>();
            Arrays.stream(arguments.split("\\s+")).takeWhile(word -> word.startsWith("--"))
                    .forEach(word -> options.put(word.substring(2).replaceFirst("=.*", ""), word.replaceFirst("[^=]*=", "")));
            return options;
        }

        /** The command, which no shell is to read: in the smallest image there is none. */
        public List<String> command() {
            try {
                return List.of(new ObjectMapper().readValue(arguments.substring(arguments.indexOf('[')), String[].class));
            } catch (JsonProcessingException | IndexOutOfBoundsException notAnArray) {
                throw new AssertionError("Not a command as an array: " + this, notAnArray);
            }
        }
    }

    /** The one with this ending. */
    public static Dockerfile of(String kind) {
        return read(FOLDER.resolve("Dockerfile." + kind));
    }

    public static List<Dockerfile> all() {
        try (var files = Files.list(FOLDER)) {
            return files.sorted().map(Dockerfile::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Dockerfile read(Path file) {
        try {
            return new Dockerfile(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Instruction> instructions() {
        return text.replaceAll("(?m)^\\s*#.*\n", "").replaceAll("\\\\\n", " ").lines().filter(line -> !line.isBlank())
                .map(line -> line.strip().split("\\s+", 2)).map(parts -> new Instruction(parts[0], parts[1])).toList();
    }

    public List<Instruction> all(String name) {
        return instructions().stream().filter(instruction -> instruction.name().equals(name)).toList();
    }

    /** The word of each instruction of this name. */
    public List<String> words(String name) {
        return all(name).stream().map(Instruction::word).toList();
    }

    /** What the image sets in the environment, as it stands there. */
    public Map<String, String> environment() {
        Map<String, String> set = new TreeMap<>();
        for (Instruction instruction : all("ENV")) {
            for (String word : instruction.words()) {
                String[] pair = word.split("=", 2);
                if (pair.length != 2 || word.matches(".*[\"'$\\\\].*")) {
                    throw new AssertionError("Not understood: ENV " + word);
                }
                set.put(pair[0], pair[1]);
            }
        }
        return set;
    }

    /** The name under which the line at its head builds it, with the tag. */
    public String image() {
        Matcher tag = TAG.matcher(text);
        if (!tag.find()) {
            throw new AssertionError("How to build it is not said:\n" + text);
        }
        return tag.group(1).contains(":") ? tag.group(1) : tag.group(1) + ":latest";
    }
}
