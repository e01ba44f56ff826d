package dev.difynative.knowledge.retrieval;

import java.util.Arrays;

/**
 * Lays points out in a plane so that near ones stay near: exact t-SNE (L. van der Maaten, G. Hinton, "Visualizing Data using
 * t-SNE", JMLR 2008). Nothing is left to chance, so the same points always give the same picture: it begins with the two
 * principal coordinates of the distances (classical scaling by power iteration, as D. Kobak and P. Berens advise in "The art
 * of using t-SNE for single-cell transcriptomics", 2019) instead of random places.
 */
final class Tsne {
    private static final int STEPS = 250;
    private static final int EXAGGERATED_STEPS = 60;
    private static final double EXAGGERATION = 4;
    private static final double LEARNING_RATE = 10;
    private static final double PERPLEXITY = 10;
    private static final int POWER_STEPS = 100;
    private static final double TINY = 1e-12;

    private Tsne() {}

    /** The places of points of which the squared distances are given. */
    static double[][] layOut(double[][] squaredDistances) {
        int points = squaredDistances.length;
        if (points < 3) {
            double[][] places = new double[points][2];
            if (points == 2) {
                places[1][0] = Math.sqrt(squaredDistances[0][1]);
            }
            return places;
        }
        double[][] affinities = affinities(squaredDistances);
        double[][] places = principalCoordinates(squaredDistances);
        double[][] speed = new double[points][2];
        double[][] force = new double[points][2];
        double[][] nearness = new double[points][points];
        for (int step = 0; step < STEPS; step++) {
            double share = 1 / nearness(places, nearness);
            forces(places, affinities, step < EXAGGERATED_STEPS ? EXAGGERATION : 1, nearness, share, force);
            double momentum = step < EXAGGERATED_STEPS ? 0.5 : 0.8;
            for (int i = 0; i < points; i++) {
                for (int axis = 0; axis < 2; axis++) {
                    speed[i][axis] = momentum * speed[i][axis] - LEARNING_RATE * 4 * force[i][axis];
                    places[i][axis] += speed[i][axis];
                    force[i][axis] = 0;
                }
            }
        }
        return places;
    }

    /** Only for pairs of which the first has the higher number. */
    private static double nearness(double[][] places, double[][] nearness) {
        double total = TINY;
        for (int i = 0; i < places.length; i++) {
            double[] here = places[i];
            for (int j = 0; j < i; j++) {
                double x = here[0] - places[j][0];
                double y = here[1] - places[j][1];
                nearness[i][j] = 1 / (1 + x * x + y * y);
                total += 2 * nearness[i][j];
            }
        }
        return total;
    }

    /** What pulls one point to another pulls the other one back, so each pair is looked at once. */
    private static void forces(double[][] places, double[][] affinities, double exaggeration, double[][] nearness, double share,
            double[][] force) {
        for (int i = 0; i < places.length; i++) {
            double[] here = places[i];
            for (int j = 0; j < i; j++) {
                double near = nearness[i][j];
                double pull = (exaggeration * affinities[i][j] - near * share) * near;
                double x = pull * (here[0] - places[j][0]);
                double y = pull * (here[1] - places[j][1]);
                force[i][0] += x;
                force[i][1] += y;
                force[j][0] -= x;
                force[j][1] -= y;
            }
        }
    }

    /** The symmetric probabilities of being neighbours, the width of each point's surroundings set by the perplexity. */
    private static double[][] affinities(double[][] distances) {
        int points = distances.length;
        double wanted = Math.log(Math.min(PERPLEXITY, (points - 1) / 2.0 + 0.5));
        double[][] conditional = new double[points][];
        for (int i = 0; i < points; i++) {
            conditional[i] = neighbours(distances[i], i, wanted);
        }
        double[][] both = new double[points][points];
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < points; j++) {
                both[i][j] = i == j ? 0 : Math.max(TINY, (conditional[i][j] + conditional[j][i]) / (2 * points));
            }
        }
        return both;
    }

    private static double[] neighbours(double[] distances, int self, double entropy) {
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double precision = 1;
        double[] shares = new double[distances.length];
        for (int attempt = 0; attempt < 60; attempt++) {
            double sum = TINY;
            double weighted = 0;
            for (int j = 0; j < distances.length; j++) {
                shares[j] = j == self ? 0 : Math.exp(-distances[j] * precision);
                sum += shares[j];
                weighted += distances[j] * shares[j];
            }
            double reached = Math.log(sum) + precision * weighted / sum;
            for (int j = 0; j < distances.length; j++) {
                shares[j] /= sum;
            }
            if (Math.abs(reached - entropy) < 1e-5) {
                break;
            }
            if (reached > entropy) {
                low = precision;
                precision = Double.isInfinite(high) ? precision * 2 : (precision + high) / 2;
            } else {
                high = precision;
                precision = (precision + low) / 2;
            }
        }
        return shares;
    }

    private static double[][] principalCoordinates(double[][] distances) {
        int points = distances.length;
        double[][] centred = centred(distances);
        double[][] places = new double[points][2];
        for (int axis = 0; axis < 2; axis++) {
            double[] vector = new double[points];
            for (int i = 0; i < points; i++) {
                vector[i] = Math.cos(i + axis + 1.0);
            }
            double length = 0;
            for (int step = 0; step < POWER_STEPS; step++) {
                double[] next = new double[points];
                for (int i = 0; i < points; i++) {
                    for (int j = 0; j < points; j++) {
                        next[i] += centred[i][j] * vector[j];
                    }
                }
                length = Math.sqrt(Arrays.stream(next).map(value -> value * value).sum());
                if (length < TINY) {
                    break;
                }
                for (int i = 0; i < points; i++) {
                    vector[i] = next[i] / length;
                }
            }
            for (int i = 0; i < points; i++) {
                places[i][axis] = vector[i] * Math.sqrt(length);
                for (int j = 0; j < points; j++) {
                    centred[i][j] -= length * vector[i] * vector[j];
                }
            }
        }
        return places;
    }

    private static double[][] centred(double[][] distances) {
        int points = distances.length;
        double[] means = Arrays.stream(distances).mapToDouble(row -> Arrays.stream(row).sum() / points).toArray();
        double mean = Arrays.stream(means).sum() / points;
        double[][] centred = new double[points][points];
        for (int i = 0; i < points; i++) {
            for (int j = 0; j < points; j++) {
                centred[i][j] = -0.5 * (distances[i][j] - means[i] - means[j] + mean);
            }
        }
        return centred;
    }
}
