package org.bitgrad.estimator;

import java.util.Map;
import java.util.Optional;
import org.bitgrad.reference.BoundEstimates;
import org.bitgrad.reference.ControlVariateEstimates;
import org.bitgrad.reference.CoupledEstimates;
import org.bitgrad.reference.LearnedEstimates;
import org.bitgrad.reference.LearnedEstimates.OfState;
import org.bitgrad.reference.MomentEstimates;
import org.bitgrad.reference.PathEstimates;
import org.bitgrad.reference.RelaxedEstimates;
import org.bitgrad.reference.ScoreEstimates;
import org.bitgrad.reference.SteinEstimates;
import org.bitgrad.reference.SumEstimates;
import org.bitgrad.reference.UniformEstimates;
import org.bitgrad.reference.UniformEstimates.OfUniforms;

/** The references of this library's estimators by name. */
public final class Definitions {
  private static final Map<String, OfUniforms> BY_NAME =
      Map.ofEntries(
          Map.entry("psa", UniformEstimates.along(PathEstimates::psa)),
          Map.entry("psa(smoothing=false)", UniformEstimates.along(PathEstimates::psaPlain)),
          Map.entry("st", UniformEstimates.along(PathEstimates::st)),
          Map.entry("reinforce", UniformEstimates.along(PathEstimates.reinforce(0))),
          Map.entry(
              "reinforce(baseline=0.7)", UniformEstimates.along(PathEstimates.reinforce(0.7))),
          Map.entry(
              "reinforce(baseline=0.05)", UniformEstimates.along(PathEstimates.reinforce(0.05))),
          Map.entry("double-cv(2,alpha=-0.5)", ControlVariateEstimates.doubleControl(2, -0.5)),
          Map.entry("double-cv(3,alpha=-1)", ControlVariateEstimates.doubleControl(3, -1)),
          // RODEO that has not adapted has factors of 0.
          Map.entry("rodeo(2)", ScoreEstimates.leaveOneOut(2)),
          Map.entry("rodeo(2) in a state", SteinEstimates.rodeo(2, RodeoStates.some(1))),
          Map.entry("rodeo(3) in a state", SteinEstimates.rodeo(3, RodeoStates.some(1))),
          Map.entry("rebar(0.5)", ControlVariateEstimates.rebar(0.5, 1, 1)),
          Map.entry("rebar(1)", ControlVariateEstimates.rebar(1, 1, 1)),
          Map.entry("rebar(0.5,eta=0.6,n=6)", ControlVariateEstimates.rebar(0.5, 0.6, 2)),
          Map.entry("concrete(0.9)", UniformEstimates.concrete(0.9)),
          Map.entry("arm", CoupledEstimates.arm(1)),
          Map.entry("arm(4)", CoupledEstimates.arm(2)),
          Map.entry("disarm", CoupledEstimates.disarm(1)),
          Map.entry("disarm(4)", CoupledEstimates.disarm(2)),
          Map.entry("arms(2)", CoupledEstimates.arms("dirichlet", 2)),
          Map.entry("arms(3)", CoupledEstimates.arms("dirichlet", 3)),
          Map.entry("arms(4)", CoupledEstimates.arms("dirichlet", 4)),
          Map.entry("arms-gaussian(3)", CoupledEstimates.arms("gaussian", 3)),
          Map.entry("arms-gaussian(4)", CoupledEstimates.arms("gaussian", 4)),
          Map.entry("arms-rotation(3)", CoupledEstimates.arms("rotation", 3)),
          Map.entry("arms-rotation(4)", CoupledEstimates.arms("rotation", 4)),
          Map.entry("arms-independent(3)", CoupledEstimates.arms("independent", 3)),
          Map.entry("concrete(0.1)", UniformEstimates.concrete(0.1)),
          Map.entry("concrete(1)", UniformEstimates.concrete(1)),
          Map.entry("mean-field", UniformEstimates::meanField),
          Map.entry("ap2", MomentEstimates::ap2),
          Map.entry("local-reparameterisation", MomentEstimates::localReparameterisation),
          Map.entry("st-identity", RelaxedEstimates.slopes(RelaxedEstimates::one)),
          Map.entry("st-identity(mean)", RelaxedEstimates.slopes(RelaxedEstimates::half)),
          Map.entry("st-hardtanh", RelaxedEstimates.slopes(RelaxedEstimates.hardTanh(1))),
          Map.entry("st-hardtanh(0.6)", RelaxedEstimates.slopes(RelaxedEstimates.hardTanh(0.6))),
          Map.entry("zgr", RelaxedEstimates.slopes(RelaxedEstimates::trapezoid)),
          Map.entry("reinmax", RelaxedEstimates.slopes(RelaxedEstimates::trapezoid)),
          Map.entry("foust(importance)", RelaxedEstimates.slopes(RelaxedEstimates::trapezoid)),
          Map.entry("st-gumbel(0.5)", RelaxedEstimates.straightThroughGumbel(0.5)),
          Map.entry("st-gumbel(0.9)", RelaxedEstimates.straightThroughGumbel(0.9)),
          Map.entry("foust(scaled)", RelaxedEstimates.foust(RelaxedEstimates::density)),
          Map.entry(
              "foust(importance-scaled)", RelaxedEstimates.foust(RelaxedEstimates::trapezoid)),
          Map.entry("bayesbinn(0.5)", RelaxedEstimates.bayesBinn(0.5, 0)),
          Map.entry("bayesbinn(1,guard=0.1)", RelaxedEstimates.bayesBinn(1, 0.1)),
          Map.entry("sa", UniformEstimates.along(PathEstimates::sa)),
          Map.entry("vimco", BoundEstimates.vimcoGeometric()),
          Map.entry("vimco(arithmetic)", BoundEstimates.vimcoArithmetic()),
          Map.entry("local-disarm", BoundEstimates::localDisArm),
          Map.entry("local-arms", BoundEstimates.localArms("dirichlet")),
          Map.entry("local-arms(gaussian)", BoundEstimates.localArms("gaussian")),
          Map.entry("local-arms(rotation)", BoundEstimates.localArms("rotation")),
          Map.entry("local-arms(independent)", BoundEstimates.localArms("independent")),
          Map.entry("augment-reinforce", ScoreEstimates::augmentReinforce),
          Map.entry("loorf(2)", ScoreEstimates.leaveOneOut(2)),
          Map.entry("loorf(4)", ScoreEstimates.leaveOneOut(4)),
          Map.entry("reinforce(2,baseline=leave-one-out)", ScoreEstimates.leaveOneOut(2)),
          Map.entry("bitflip", SumEstimates::bitFlip),
          Map.entry("ugc", SumEstimates::ugc),
          Map.entry("unordered-set(2)", SumEstimates.unorderedSet(2)),
          Map.entry("unordered-set(3)", SumEstimates.unorderedSet(3)),
          Map.entry("enumeration", SumEstimates::enumeration),
          // Without adaptation baselines and the surrogate are 0.
          Map.entry("relax(0.5)", ControlVariateEstimates.rebar(0.5, 1, 1)),
          Map.entry("relax(0.5,n=6)", ControlVariateEstimates.rebar(0.5, 1, 2)),
          Map.entry("nvil", UniformEstimates.along(PathEstimates.reinforce(0))),
          Map.entry("nvil(normalise=true)", UniformEstimates.along(PathEstimates.reinforce(0))),
          Map.entry(
              "reinforce(baseline=optimal)", UniformEstimates.along(PathEstimates.reinforce(0))),
          Map.entry("muprop", UniformEstimates.along(ScoreEstimates::muProp)),
          Map.entry("local-expectation", UniformEstimates.along(PathEstimates::localExpectation)));

  private static final Map<String, OfState> BY_NAME_AND_STATE =
      Map.of(
          "reinforce(baseline=running-mean)",
          LearnedEstimates::runningMean,
          "reinforce(baseline=optimal)",
          LearnedEstimates::bestConstants,
          "nvil",
          LearnedEstimates::nvil,
          "double-cv(2)",
          LearnedEstimates.doubleControl(2),
          "rodeo(2)",
          state -> SteinEstimates.rodeo(2, state),
          "relax(0.5)",
          LearnedEstimates.relax(1),
          "relax(0.5,n=6)",
          LearnedEstimates.relax(2));

  private Definitions() {}

  /** The definition given what was learned, if it is written down. */
  public static Optional<OfState> given(String name) {
    return Optional.ofNullable(BY_NAME_AND_STATE.get(name));
  }

  /** The definition of the estimator of a name, if it is written down. */
  public static Optional<OfUniforms> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
