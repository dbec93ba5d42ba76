using System;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Nuke.Common;
using Probe.Components;
using Serilog;

static class Entry
{
    public static int Main() => Environment.GetEnvironmentVariable("PROBE") switch
    {
        "shorthand" => ShorthandBuild.Run(),
        "signals" => SignalBuild.Run(),
        _ => 99
    };
}

class ShorthandBuild : NukeBuild, IProbeBuild
{
    public static int Run() => Execute<ShorthandBuild>(x => x.Test);
    Target Test => _ => _.DependsOn<IProbeBuild>().Executes(() => { });
}

// A component for NUKE has no token of the engine: it listens to the signal itself.
interface IGuard : INukeBuild
{
    Target Guarded => _ => _
        .Triggers(Release)
        .Executes(async () =>
        {
            using var stop = new CancellationTokenSource();
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => { context.Cancel = true; stop.Cancel(); });
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => { context.Cancel = true; stop.Cancel(); });
            Log.Information("guarded starts");
            await Task.Delay(TimeSpan.FromMinutes(5), stop.Token);
        });

    Target Never => _ => _.DependsOn(Guarded).Before(Release).Executes(() => Log.Information("never"));

    Target Release => _ => _.AssuredAfterFailure().Executes(async () =>
    {
        Log.Information("release starts");
        await Task.Delay(200);
        Log.Information("release ends");
    });
}

class SignalBuild : NukeBuild, IGuard
{
    public static int Run() => Execute<SignalBuild>(x => ((IGuard)x).Guarded);
}
