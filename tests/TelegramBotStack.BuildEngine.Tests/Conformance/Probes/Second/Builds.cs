using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Nuke.Common;
using Nuke.Common.CI.GitHubActions;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Nuke.Common.Utilities.Collections;
using Probe.Components;
using Serilog;

static class Entry
{
    public static int Main() => Environment.GetEnvironmentVariable("PROBE") switch
    {
        "override" => OverrideBuild.Run(), "nodefault" => NoDefaultBuild.Run(), "cycle" => CycleBuild.Run(), "self" => SelfBuild.Run(),
        "misc" => MiscBuild.Run(), "dup" => DupBuild.Run(), "hooks" => HooksBuild.Run(), "noattr" => NoAttrBuild.Run(),
        "required" => RequiredBuild.Run(), "gha" => GhaBuild.Run(), "ctx" => ContextBuild.Run(), "base" => DerivedBuild.Run(), "implicit" => ImplicitBuild.Run(), _ => 99
    };
}

// explicit interface implementation overrides the component target, Inherit keeps the base definition
class OverrideBuild : NukeBuild, IProbeDeploy
{
    public static int Run() => Execute<OverrideBuild>(x => ((IProbeDeploy)x).DeployUp);
    string IHazProbeServer.ServerHost => "fixed.example";
    Target IProbeDeploy.DeployUp => _ => _
        .Inherit<IProbeDeploy>(x => x.DeployUp)
        .Description("Deploys (overridden)")
        .DependsOn(Extra)
        .Executes(() => Log.Information("after the inherited action"));
    Target Extra => _ => _.Executes(() => Log.Information("extra"));
}
// implicit (public) implementation
class ImplicitBuild : NukeBuild, IProbeBuild
{
    public static int Run() => Execute<ImplicitBuild>(x => x.ProbeCompile);
    [Parameter] public string ServerHost { get; set; } = "implicit default";
    public Target ProbeCompile => _ => _.Executes(() => Log.Information("own compile for {Host}", ServerHost));
}
class BaseBuild : NukeBuild
{
    public virtual Target Work => _ => _.Description("base work").Executes(() => Log.Information("base action"));
}
class DerivedBuild : BaseBuild
{
    public static int Run() => Execute<DerivedBuild>(x => x.Work);
    public override Target Work => _ => _.Base().Executes(() => Log.Information("derived action"));
}
class NoDefaultBuild : NukeBuild { public static int Run() => Execute<NoDefaultBuild>(); Target A => _ => _.Executes(() => { }); }
class CycleBuild : NukeBuild
{
    public static int Run() => Execute<CycleBuild>(x => x.A);
    Target A => _ => _.DependsOn(B).Executes(() => { });
    Target B => _ => _.DependsOn(A).Executes(() => { });
}
class SelfBuild : NukeBuild { public static int Run() => Execute<SelfBuild>(x => x.A); Target A => _ => _.DependsOn(A).Executes(() => { }); }
interface IOne : INukeBuild { Target Same => _ => _.Executes(() => Log.Information("one")); }
interface ITwo : INukeBuild { Target Same => _ => _.Executes(() => Log.Information("two")); }
class DupBuild : NukeBuild, IOne, ITwo { public static int Run() => Execute<DupBuild>(x => ((IOne)x).Same); }
class NoAttrBuild : NukeBuild
{
    public static int Run() => Execute<NoAttrBuild>(x => x.A);
    readonly string Plain;
    Target A => _ => _.Requires(() => Plain).Executes(() => { });
}
class RequiredBuild : NukeBuild
{
    public static int Run() => Execute<RequiredBuild>(x => x.A);
    [Parameter("Needed by everything.")] [Required] string Needed => null;
    Target A => _ => _.Executes(() => { });
}
class HooksBuild : NukeBuild
{
    public static int Run() => Execute<HooksBuild>(x => x.A, x => x.D);
    protected override void OnBuildCreated() => Log.Information("hook OnBuildCreated");
    protected override void OnBuildInitialized() => Log.Information("hook OnBuildInitialized");
    protected override void OnBuildFinished() => Log.Information("hook OnBuildFinished, succeeding {S}, exit code {E}", IsSucceeding, ExitCode);
    protected override void OnTargetRunning(string target) => Log.Information("hook OnTargetRunning {T}", target);
    protected override void OnTargetSkipped(string target) => Log.Information("hook OnTargetSkipped {T}", target);
    protected override void OnTargetSucceeded(string target) => Log.Information("hook OnTargetSucceeded {T}", target);
    protected override void OnTargetFailed(string target) => Log.Information("hook OnTargetFailed {T}", target);
    Target A => _ => _.Executes(() => Log.Information("a"));
    Target B => _ => _.DependsOn(A).OnlyWhenDynamic(() => false).Executes(() => { });
    Target C => _ => _.DependsOn(B).ProceedAfterFailure().Executes(async () => { await Task.Yield(); throw new AggregateException(new Exception("inner of aggregate")); });
    Target D => _ => _.DependsOn(C).Executes(() => { ExitCode = 7; });
}
class MiscBuild : NukeBuild, IProbeBot
{
    public static int Run() => Execute<MiscBuild>(x => x.First);
    [Parameter] readonly string FirstLast = "x";
    [Parameter] readonly AbsolutePath Path;
    [Parameter] readonly bool Flag;
    [Parameter] readonly bool? Tri;
    [Parameter] readonly string[] List = Array.Empty<string>();
    [Parameter] [Secret] readonly string MySecret;
    Target First => _ => _.Executes(() => { Log.Information("First {F} path {P} flag {Flag} tri {Tri} list {List} secret {S} bottoken {T}", FirstLast, Path, Flag, Tri, List, MySecret, ((IProbeBot)this).Token); });
    Target Second => _ => _.After(First).Executes(() => { });
    Target Third => _ => _.Before(First).Executes(() => { });
    Target Fails => _ => _.DependsOn(First).Executes(() => { throw new Exception("boom"); });
    Target CondThrows => _ => _.OnlyWhenDynamic(() => int.Parse("x") == 1).Executes(() => { });
    Target StaticCondThrows => _ => _.OnlyWhenStatic(() => int.Parse("x") == 1).Executes(() => { });
    Target Process => _ => _.Executes(() =>
    {
        var p = ProcessTasks.StartProcess("sh", "-c \"echo out; echo err >&2; exit 3\"");
        p.AssertZeroExitCode();
    });
    Target Summary => _ => _.Executes(() => { ReportSummary(_ => _.AddPair("A", "1")); ReportSummary(_ => _.AddPair("B", "2")); });
    Target Fire => _ => _.Triggers(Fired).Executes(() => { });
    Target Fired => _ => _.DependsOn(FiredDependency).Executes(() => { });
    Target FiredDependency => _ => _.Executes(() => { });
    Target Slow => _ => _.Executes(() => System.Threading.Thread.Sleep(3200));
    Target Dynamic => _ => _.OnlyWhenDynamic(() => Flag, "a custom text").OnlyWhenDynamic(() => FirstLast == "y").Executes(() => { });
    Target SkipDeps => _ => _.DependsOn(First).OnlyWhenDynamic(() => false).Executes(() => { });
    Target SkipDepsSkip => _ => _.DependsOn(First).WhenSkipped(DependencyBehavior.Skip).OnlyWhenDynamic(() => false).Executes(() => { });
    Target SkipDepsExecute => _ => _.DependsOn(First).WhenSkipped(DependencyBehavior.Execute).OnlyWhenStatic(() => false).Executes(() => { });
    Target RequireSkipped => _ => _.OnlyWhenStatic(() => false).Requires(() => MySecret).Executes(() => { });
    Target RequireSkippedDynamic => _ => _.OnlyWhenDynamic(() => false).Requires(() => MySecret).Executes(() => { });
}
interface IContext : INukeBuild
{
    Setup Start => _ => _.Executes(() => Log.Information("setup"));
    Cleanup Stop => _ => _.Executes(() => Log.Information("cleanup"));
}
class ContextBuild : NukeBuild, IContext
{
    public static int Run() => Execute<ContextBuild>(x => x.Work);
    Target Work => _ => _.DependsOnContext<IContext>().Executes(() => { Log.Information("work"); throw new Exception("work failed"); });
}
[GitHubActions("deploy", GitHubActionsImage.UbuntuLatest, On = new[] { GitHubActionsTrigger.Push }, InvokedTargets = new[] { nameof(IProbeDeploy.DeployUp) }, ImportSecrets = new[] { "BotToken" })]
class GhaBuild : NukeBuild, IProbeDeploy { public static int Run() => Execute<GhaBuild>(x => ((IProbeDeploy)x).DeployUp); }
