using Nuke.Common;
using Serilog;

namespace TelegramBotStack.BuildEngine.Tests.Targets;

public sealed class ComponentTests : IDisposable
{
    private readonly TestBuild _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public void A_derived_component_replaces_a_target_and_keeps_the_inherited_part()
    {
        var outcome = _build.Run<DerivedBuild>("Ship");

        outcome.ExitCode.ShouldBe(0);
        Order(outcome.Output).ShouldBe("base derived");
    }

    [Fact]
    public void A_build_extends_what_a_derived_component_made()
    {
        var outcome = _build.Run<ExtendedBuild>("Ship");

        Order(outcome.Output).ShouldBe("check base derived build");
    }

    [Fact]
    public void An_optional_companion_that_is_missing_is_left_out() => _build.Run<DerivedBuild>("Lonely").ExitCode.ShouldBe(0);

    [Fact]
    public void A_required_companion_that_is_missing_is_named()
    {
        var outcome = _build.Run<IncompleteBuild>("Work");

        outcome.ExitCode.ShouldBe(-1);
        outcome.Output.ShouldContain("IShip");
    }

    [Fact]
    public void A_private_member_does_not_silently_replace_a_target()
    {
        var outcome = _build.Run<HidingBuild>("Ship");

        outcome.ExitCode.ShouldBe(-1);
        outcome.Output.ShouldContain("must be marked public");
    }

    [Fact]
    public void A_cleanup_runs_although_the_work_between_is_skipped()
    {
        var outcome = _build.Run<LockedBuild>("Work");

        outcome.ExitCode.ShouldBe(0);
        Order(outcome.Output).ShouldBe("lock unlock");
    }

    private static string Order(string output) => string.Join(' ', output.Split('\n').Where(line => line.Contains("[INF] ", StringComparison.Ordinal)).Select(line => line.Split("[INF] ")[1].Trim()));

    private interface IShip : INukeBuild
    {
        Target Ship => _ => _.Executes(() => Log.Information("base"));
    }

    private interface IShipMore : IShip
    {
        Target IShip.Ship => _ => _.Inherit<IShip>(x => x.Ship).Executes(() => Log.Information("derived"));
    }

    private interface IAbsent : INukeBuild
    {
        Target Absent => _ => _;
    }

    private sealed class DerivedBuild : NukeBuild, IShipMore
    {
        public Target Lonely => _ => _.TryDependsOn<IAbsent>(x => x.Absent).TryAfter<IAbsent>().Executes(() => { });
    }

    private sealed class ExtendedBuild : NukeBuild, IShipMore
    {
        Target IShip.Ship => _ => _.Inherit<IShipMore>(x => x.Ship).DependsOn(Check).Executes(() => Log.Information("build"));
        public Target Check => _ => _.Executes(() => Log.Information("check"));
    }

    private sealed class IncompleteBuild : NukeBuild
    {
        public Target Work => _ => _.DependsOn<IShip>(x => x.Ship).Executes(() => { });
    }

    private sealed class HidingBuild : NukeBuild, IShip
    {
        private Target Ship => _ => _.Executes(() => { });
        public Target Other => _ => _.After(Ship);
    }

    private interface ILocked : INukeBuild
    {
        Setup Lock => _ => _.Executes(() => Log.Information("lock"));
        Cleanup Unlock => _ => _.Executes(() => Log.Information("unlock"));
    }

    private sealed class LockedBuild : NukeBuild, ILocked
    {
        public Target Work => _ => _.DependsOnContext<ILocked>().OnlyWhenDynamic(() => false).Executes(() => Log.Information("work"));
    }
}
