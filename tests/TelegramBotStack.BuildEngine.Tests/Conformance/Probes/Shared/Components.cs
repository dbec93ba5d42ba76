using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Nuke.Common.Utilities.Collections;
using Serilog;

namespace Probe.Components;

public interface IHazProbeServer : INukeBuild
{
    [Parameter("Host name of the server to deploy to")] string ServerHost => TryGetValue(() => ServerHost) ?? "localhost";
    [Parameter("Ssh port of the server")] int ServerPort => TryGetValue<int?>(() => ServerPort) ?? 22;
    [Parameter("Do not change anything")] bool DryRun => TryGetValue<bool?>(() => DryRun) ?? false;
    [Parameter("Extra roles", Separator = ",")] string[] Roles => TryGetValue(() => Roles) ?? Array.Empty<string>();
}

public interface IProbeBuild : IHazProbeServer
{
    AbsolutePath ProbeOutput => TemporaryDirectory / "probe";

    Target ProbeClean => _ => _
        .Description("Cleans the probe output")
        .Before(ProbeCompile)
        .Executes(() => ProbeOutput.CreateOrCleanDirectory());

    Target ProbeCompile => _ => _
        .Description("Compiles the probe")
        .Executes(() => { Log.Information("Compiling for {Host}:{Port} roles {Roles}", ServerHost, ServerPort, Roles); });
}

[ParameterPrefix("Bot")]
public interface IProbeBot : INukeBuild
{
    [Parameter("Token of the bot")] [Secret] string Token => TryGetValue(() => Token);
    [Parameter("User name of the bot", ValueProviderType = typeof(IProbeBot), ValueProviderMember = nameof(KnownBots))] string UserName => TryGetValue(() => UserName);
    [Parameter("Log level")] ProbeLevel? Level => TryGetValue<ProbeLevel?>(() => Level);
    [Parameter("Not listed in help", List = false)] string Hidden => TryGetValue(() => Hidden);
    IEnumerable<string> KnownBots => new[] { "alpha_bot", "beta_bot" };
}

public enum ProbeLevel { Debug, Info, Warning }

public interface IProbeDeploy : IProbeBuild, IProbeBot
{
    [Parameter("Fail the deployment on purpose")] bool Explode => TryGetValue<bool?>(() => Explode) ?? false;
    [Parameter("Skip the migration")] bool NoMigrate => TryGetValue<bool?>(() => NoMigrate) ?? false;

    Configure<List<string>> DeployArguments => _ => _;

    Target DeployCheck => _ => _
        .Description("Checks the server")
        .Unlisted()
        .Executes(() => { Log.Debug("Checking {Server}", ServerHost); });

    Target DeployMigrate => _ => _
        .Description("Migrates the database")
        .DependsOn(DeployCheck)
        .OnlyWhenDynamic(() => !NoMigrate)
        .Executes(async () =>
        {
            await Task.Delay(10);
            Log.Warning("Migration is slow");
        });

    Target DeployUp => _ => _
        .Description("Deploys the bot")
        .DependsOn<IProbeBuild>(x => x.ProbeCompile)
        .DependsOn(DeployMigrate)
        .Requires(() => Token)
        .Triggers(DeployNotify)
        .Executes(() =>
        {
            Log.Information("Deploying with token {Token}", Token);
            if (Explode)
                throw new InvalidOperationException("The deployment exploded\nsecond line of the message");
            ReportSummary(_ => _.AddPair("Version", "1.2.3").AddPair("Server", ServerHost));
        });

    Target DeployNotify => _ => _
        .Description("Notifies the admin chat")
        .Executes(() => Log.Information("Notified"));

    Target DeployUnlock => _ => _
        .Description("Releases the deploy lock")
        .After(DeployUp)
        .TriggeredBy(DeployCheck)
        .AssuredAfterFailure()
        .Executes(() => Log.Information("Unlocked"));
}
