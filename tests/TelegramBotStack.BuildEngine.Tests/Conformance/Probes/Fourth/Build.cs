using System; using System.Collections.Generic; using System.Linq; using Nuke.Common; using Nuke.Common.IO; using Nuke.Common.Tooling; using Serilog;
class Build : NukeBuild
{
    public static int Main() => Environment.GetEnvironmentVariable("PROBE") switch { "capture" => CaptureBuild.Run(), "redact" => Execute<Build>(x => x.Redact), _ => Execute<Build>(x => x.Paths) };
    [Parameter] [Secret] readonly string Key = "s3cr3t";
    Target Redact => _ => _.Executes(() =>
    {
        ProcessTasks.StartProcess("echo", (ArgumentStringHandler)$"token {Key:r} end").AssertZeroExitCode();
        ProcessTasks.StartProcess("echo", $"token {Key:r} end", environmentVariables: new Dictionary<string,string> { ["A"] = "b" }).AssertZeroExitCode();
        ProcessTasks.StartShell("echo $A; echo two words", environmentVariables: new Dictionary<string,string> { ["A"] = "b" }).AssertZeroExitCode();
        try { ProcessTasks.StartProcess("sleep", "5", timeout: 500).AssertZeroExitCode(); } catch (Exception e) { Log.Information("timeout gives {T}: {M}", e.GetType().Name, e.Message); }
        try { ProcessTasks.StartProcess("no-such-tool", "x"); } catch (Exception e) { Log.Information("missing tool gives {T}: {M}", e.GetType().Name, e.Message); }
    });
    Target Paths => _ => _.Executes(() =>
    {
        AbsolutePath a = "/srv/bot//x/../y"; Log.Information("{A}", a.ToString()); Log.Information("{A}", (a / "b" / "c.txt").ToString()); Log.Information("{A}", (a / ".." / "z").ToString());
        Log.Information("{A} {B} {C}", (a / "b").Parent.ToString(), (a + ".bak").ToString(), (a / ..).ToString());
        Log.Information("{A} {B}", RootDirectory.GetRelativePathTo(RootDirectory / "x" / "y").ToString(), RootDirectory.GetUnixRelativePathTo(RootDirectory / "q").ToString());
        try { AbsolutePath r = "rel"; } catch (Exception e) { Log.Information("{T}: {M}", e.GetType().Name, e.Message); }
        try { Assert.FileExists("/nope"); } catch (Exception e) { Log.Information("{T}: {M}", e.GetType().Name, e.Message); }
        try { ((string)null).NotNull(); } catch (Exception e) { Log.Information("{T}: {M}", e.GetType().Name, e.Message); }
        try { Assert.Fail("failed on purpose"); } catch (Exception e) { Log.Information("{T}: {M}", e.GetType().Name, e.Message); }
    });
}
class CaptureBuild : NukeBuild
{
    public static int Run() => Execute<CaptureBuild>(x => x.B);
    Target Make(string text) => _ => _.Executes(() => Log.Information(text));
    Target A => Make("a");
    Target B => _ => _.DependsOn(A).Executes(() => { });
}
