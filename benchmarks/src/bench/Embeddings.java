package bench;

import java.util.Locale;
import java.util.SplittableRandom;

/** The embeddings of the stand-in: at once, and the same vector for the same text. */
final class Embeddings {

    private static final int DIMENSIONS = 64;
    private static final byte[] INPUT = Bytes.ascii("\"input\"");
    private static final byte[] MODEL = Bytes.ascii("\"model\"");

    private Embeddings() {
    }

    static Reply reply(byte[] body, int from, int to) {
        int input = Bytes.jsonValue(body, from, to, INPUT);
        if (input < 0) {
            return Reply.error("400 Bad Request", "you must provide an input parameter", "missing_input");
        }
        StringBuilder json = new StringBuilder("{\"object\":\"list\",\"model\":\"")
                .append(ModelServer.stringValue(body, from, to, MODEL)).append("\",\"data\":[");
        boolean list = body[input] == '[';
        int count = 0;
        int position = list ? input + 1 : input;
        while (position < to && body[position] != ']') {
            if (body[position] == '"') {
                int end = endOfString(body, position, to);
                json.append(count == 0 ? "" : ",").append(vector(count, body, position, end));
                count++;
                position = end;
                if (!list) {
                    break;
                }
            }
            position++;
        }
        int tokens = (to - from) / 4;
        return Reply.json("200 OK", json.append("],\"usage\":{\"prompt_tokens\":").append(tokens)
                .append(",\"total_tokens\":").append(tokens).append("}}").toString());
    }

    private static int endOfString(byte[] body, int quote, int to) {
        int i = quote + 1;
        while (i < to - 1 && body[i] != '"') {
            i += body[i] == '\\' ? 2 : 1;
        }
        return i;
    }

    private static String vector(int index, byte[] body, int from, int to) {
        long seed = 1;
        for (int i = from; i < to; i++) {
            seed = seed * 31 + body[i];
        }
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder json = new StringBuilder("{\"object\":\"embedding\",\"index\":").append(index).append(",\"embedding\":[");
        for (int i = 0; i < DIMENSIONS; i++) {
            json.append(i == 0 ? "" : ",").append(String.format(Locale.ROOT, "%.6f", random.nextDouble() * 2 - 1));
        }
        return json.append("]}").toString();
    }
}
