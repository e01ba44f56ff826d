package dev.difynative.platform.text;

import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that somebody else has written. A search tells of each look at the text, so that it can be ended;
 * expressions that may work for long without a look, such as {@code (){1000000000}}, are refused.
 */
public final class BoundedPattern {
    private static final long MOST_UNSEEN = 10_000;
    private static final long UNSEEN_OF_A_LOOK = 64;

    private final Pattern pattern;
    private final int weight;

    private BoundedPattern(Pattern pattern, int weight) {
        this.pattern = pattern;
        this.weight = weight;
    }

    /** Throws a {@link PatternSyntaxException} for what is refused too. */
    public static BoundedPattern of(String expression) {
        Pattern pattern = Pattern.compile(expression);
        long unseen = unseen(expression);
        if (unseen > MOST_UNSEEN) {
            throw new PatternSyntaxException("It repeats or chooses between too many things that may be empty", expression, -1);
        }
        return new BoundedPattern(pattern, (int) (1 + unseen / UNSEEN_OF_A_LOOK));
    }

    /** What cannot be reckoned is refused. */
    private static long unseen(String expression) {
        try {
            return new UnseenWork(expression).most();
        } catch (IndexOutOfBoundsException misread) {
            throw (PatternSyntaxException) new PatternSyntaxException("It cannot be reckoned", expression, -1).initCause(misread);
        }
    }

    /** {@code look} is told how much each look at the text, and what may have been done before it, weighs. */
    public Matcher matcher(CharSequence text, IntConsumer look) {
        return pattern.matcher(new WatchedText(text, () -> look.accept(weight)));
    }
}
