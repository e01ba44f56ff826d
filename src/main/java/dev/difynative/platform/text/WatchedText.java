package dev.difynative.platform.text;

/**
 * A text that tells of each look at it, so that a search by a regular expression that takes too long can be ended by an
 * exception: some expressions try more ways than there are atoms.
 */
public final class WatchedText implements CharSequence {
    private final CharSequence text;
    private final Runnable look;

    public WatchedText(CharSequence text, Runnable look) {
        this.text = text;
        this.look = look;
    }

    @Override
    public int length() { return text.length(); }

    @Override
    public char charAt(int index) {
        look.run();
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) { return text.subSequence(start, end); }

    @Override
    public String toString() { return text.toString(); }
}
