package bench;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model name of the stand-in stands for, so that one server serves every scenario:
 * {@code standin-50x0} is 50 chunks without delay, {@code standin-100x100ms} 100 chunks 100 ms apart and
 * {@code standin-50ms-100x10ms} the same with 50 ms before the first one.
 */
record Answer(String model, int firstDelayMillis, int chunks, int intervalMillis) {

    private static final Pattern NAME = Pattern.compile("standin-(?:(\\d{1,6})ms-)?(\\d{1,5})x(\\d{1,6})(?:ms)?");

    /** Plain ASCII without quotes or backslashes: the text looks the same inside JSON, so it can be compared as bytes. */
    private static final String[] WORDS = ("the river carries snow from distant mountains down to a quiet harbour where "
            + "small boats wait for morning light while fishermen mend their nets and talk about weather, prices "
            + "and old stories; children run along the stone wall counting gulls until the bell of the market "
            + "rings twice and everybody walks home for bread, soup and tea. Nobody hurries here, because").split(" ");

    static Optional<Answer> of(String model) {
        Matcher name = NAME.matcher(model);
        if (!name.matches() || Integer.parseInt(name.group(2)) == 0) {
            return Optional.empty();
        }
        int firstDelay = name.group(1) == null ? 0 : Integer.parseInt(name.group(1));
        return Optional.of(new Answer(model, firstDelay, Integer.parseInt(name.group(2)), Integer.parseInt(name.group(3))));
    }

    String chunk(int index) {
        String word = WORDS[index % WORDS.length];
        return index == 0 ? word : " " + word;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < chunks; i++) {
            text.append(chunk(i));
        }
        return text.toString();
    }

    /** From the request to the last chunk when nothing in between costs any time. */
    long idealMillis() {
        return firstDelayMillis + (long) (chunks - 1) * intervalMillis;
    }
}
