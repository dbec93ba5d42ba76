using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.LocalRuns;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Steps;
using TelegramBotStack.Deployment.Systemd;
using TelegramBotStack.Deployment.Validation;
using TelegramBotStack.Deployment.Verification;

namespace TelegramBotStack.Deployment.Diagnosis;

/// <summary>
/// What the checks hand to each other. Each value is there for the checks that come after the one that finds it out.
/// </summary>
internal sealed class DoctorContext(DoctorRequest request, TimeProvider time) : IAsyncDisposable
{
    private DeploySettings? settings;
    private IReadOnlyDictionary<string, string>? secrets;
    private IHost? host;
    private SystemInfoResponse? engine;
    private DeploymentSession? session;
    private HostState? state;
    private HostFacts? facts;
    private string? stateDirectory;
    private IReadOnlyList<InspectedInstance>? instances;
    private TelegramAnswer? telegram;
    private LocalSettings? local;
    private string? program;
    private DescribedBot? described;

    public DoctorRequest Request => request;

    public string Directory => request.Directory;

    public TimeProvider Time => time;

    /// <summary>Found out by <see cref="Checks.ConfigurationCheck"/>.</summary>
    public DeploySettings Settings { get => Known(settings); set => settings = value; }

    /// <summary>Found out by <see cref="Checks.SecretsCheck"/>. Never printed.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get => Known(secrets); set => secrets = value; }

    /// <summary>Found out by <see cref="Checks.ConnectionCheck"/>.</summary>
    public IHost Host { get => Known(host); set => host = value; }

    /// <summary>Found out by <see cref="Checks.EngineCheck"/>.</summary>
    public SystemInfoResponse Engine { get => Known(engine); set => engine = value; }

    /// <summary>Found out by <see cref="Checks.EngineCheck"/>.</summary>
    public DeploymentSession Session { get => Known(session); set => session = value; }

    /// <summary>Found out by <see cref="Checks.ToolsCheck"/>.</summary>
    public HostFacts Facts { get => Known(facts); set => facts = value; }

    /// <summary>Where the host remembers the bot's releases. Found out by <see cref="Checks.ToolsCheck"/>.</summary>
    public string StateDirectory { get => Known(stateDirectory); set => stateDirectory = value; }

    /// <summary>Where releases and data are kept; empty while it is not known.</summary>
    public string EngineDirectory => engine?.DockerRootDir ?? (session is { UsesDocker: false } ? UnitPaths.Parent : "");

    /// <summary>Found out by <see cref="Checks.StateCheck"/>.</summary>
    public HostState State { get => Known(state); set => state = value; }

    /// <summary>Found out by <see cref="Checks.HealthCheck"/>.</summary>
    public IReadOnlyList<InspectedInstance> Instances { get => Known(instances); set => instances = value; }

    /// <summary>Found out by <see cref="Checks.TokenCheck"/>.</summary>
    public TelegramAnswer Telegram { get => Known(telegram); set => telegram = value; }

    /// <summary>Found out by <see cref="LocalSettingsCheck"/>. Values may be secrets.</summary>
    public LocalSettings Local { get => Known(local); set => local = value; }

    /// <summary>Path of the program that the bot's project makes. Found out by <see cref="BuildCheck"/>.</summary>
    public string Program { get => Known(program); set => program = value; }

    /// <summary>Found out by <see cref="DescriptionCheck"/>.</summary>
    public DescribedBot Described { get => Known(described); set => described = value; }

    /// <summary>How far this machine's clock is ahead of Telegram's; null while it is not known.</summary>
    public TimeSpan? AheadOfTelegram => telegram?.ClockAhead;

    /// <summary>What the checks of a deployment's preflight take.</summary>
    public DeploymentRun Run() => new(Session, NoLog.Instance) { Secrets = Secrets, State = State, Operation = "Doctor" };

    /// <summary>Hides the values of the secrets in a text that is shown.</summary>
    public string Mask(string text) => (secrets ?? new Dictionary<string, string>()).Values
        .Concat(local?.Token is { } token ? [token] : [])
        .Where(value => value.Length >= 4)
        .Aggregate(text, (masked, value) => masked.Replace(value, "***", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        if (session is not null)
        {
            await session.DisposeAsync();
        }
        else if (host is not null)
        {
            await host.DisposeAsync();
        }
    }

    private static T Known<T>(T? value)
        where T : class => value ?? throw new InvalidOperationException("A check asks for what no check before it has found out.");

    private sealed class NoLog : IDeploymentLog
    {
        public static NoLog Instance { get; } = new();

        public void StepStarted(string name)
        {
        }

        public void StepDone(string name, TimeSpan took, string? result)
        {
        }

        public void StepFailed(string name, TimeSpan took)
        {
        }

        public void Note(string text)
        {
        }

        public void BotLog(string release, IReadOnlyList<string> lines)
        {
        }
    }
}
