package org.bitgrad.data;

/**
 * What the bytes of an image mean.
 *
 * @param shape of each image
 * @param white the largest value of a pixel, 1 to 255; it is seen as 1
 */
record PixelScale(ImageShape shape, int white) {}
