package org.bitgrad.train.engine;

import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.FloatProducts;

/** A convolution of PSA: what goes back are changes of the loss when single states flip. */
final class FlippedConvolutionLayer extends ConvolutionLayer {
  private final FlippedInputs before;
  private final PsaUnits behind;
  private final ConvolutionRatios ratios;
  private NormalisationLayer normalisation;
  private final ConvolutionFlips[] ofSlice = new ConvolutionFlips[RowSlices.COUNT];

  FlippedConvolutionLayer(
      Convolution shape,
      DenseLayer.Parameters parameters,
      DenseLayer.Place place,
      FloatProducts products,
      Method.Around around) {
    super(shape, parameters, place, products);
    before = Method.PsaMethod.inputs(around);
    behind = (PsaUnits) around.behind();
    ratios = new ConvolutionRatios(shape, back, before.step(), behind.noise.inverseScale());
    for (int s = 0; s < ofSlice.length; s++) {
      ofSlice[s] = new ConvolutionFlips(shape, back, ratios, behind.noise);
    }
  }

  @Override
  void load(int part) {
    super.load(part);
    if (normalisation == null) {
      loadRatios(part);
    }
  }

  private void loadRatios(int part) {
    int from = RowSlices.cut(shape.image().channels(), part, parts());
    int to = RowSlices.cut(shape.image().channels(), part + 1, parts());
    ratios.load(from, to, part, parameters.weights().values);
  }

  @Override
  void normalisedBy(NormalisationLayer behindIt) {
    normalisation = behindIt;
  }

  @Override
  void addBackward(Steps steps) {
    if (normalisation != null) {
      steps.parts((piece, stream) -> loadSlopes(piece));
      steps.parts((piece, stream) -> loadNormalised(piece));
    }
    super.addBackward(steps);
  }

  private void loadSlopes(int piece) {
    for (int c = 0; piece == 0 && c < ratios.slopes.length; c++) {
      ratios.slopes[c] = (float) normalisation.slope(c);
    }
  }

  /** Ratios of a batch: its statistics are known only now. */
  private void loadNormalised(int piece) {
    for (int part = piece; part < parts(); part += place.slices().count()) {
      loadRatios(part);
    }
  }

  @Override
  void pullBack(int slice, int fromRow, int toRow) {
    ConvolutionFlips flips = ofSlice[slice];
    float[] changes = behind.place.out().derivatives;
    for (int row = fromRow; row < toRow; row += flips.images()) {
      int images = Math.min(flips.images(), toRow - row);
      for (int i = 0; i < images; i++) {
        int at = (row + i) * behind.place.out().units;
        flips.outputs(i, behind.place.in().values(), behind.bits, changes, at);
      }
      for (int copy = 0; copy < before.copies(); copy++) {
        flips.flips(images, before.bits(copy), row * shape.in(), before.changes(copy));
      }
    }
  }
}
