using System;
using Nuke.Common;
using Nuke.Common.IO;
using Probe.Components;
using Serilog;

class Build : NukeBuild, IProbeDeploy
{
    public static int Main() => Execute<Build>(x => ((IProbeBuild)x).ProbeCompile);

    [Parameter("A plain parameter of the build class")] readonly string Color = "blue";
    [Parameter] readonly int Retries = 3;

    Target Test => _ => _
        .DependsOn<IProbeBuild>(x => x.ProbeCompile)
        .Executes(() => Log.Information("Testing {Color} {Retries}", Color, Retries));

    Target Lenient => _ => _
        .ProceedAfterFailure()
        .Executes(() => throw new Exception("lenient failure"));

    Target AfterLenient => _ => _
        .DependsOn(Lenient)
        .Executes(() => Log.Information("still running"));

    Target Conditional => _ => _
        .OnlyWhenStatic(() => IsServerBuild)
        .DependsOn(Test)
        .WhenSkipped(DependencyBehavior.Skip)
        .Executes(() => Log.Information("never local"));

    Target Always => _ => _
        .Requires(() => Color != "red")
        .Executes(() =>
        {
            Log.Verbose("verbose message");
            Log.Debug("debug message {Value}", 42);
            Log.Information("information message {@Path}", RootDirectory);
            Log.Warning("warning message");
            Log.Error("error message");
            Assert.True(Color.Length > 3, "Color is too short");
        });

    Target Group => _ => _.DependsOn(Always, Test);
}
