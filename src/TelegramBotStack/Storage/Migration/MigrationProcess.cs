using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TelegramBotStack.Configuration;
using TelegramBotStack.Instances;
using TelegramBotStack.Lease;

namespace TelegramBotStack.Storage.Migration;

/// <summary>
/// Answers <c>--storage-migrate FROM TO [--dry-run] [--json]</c>: the bot's own program moves its data, because it alone
/// knows its storages and their settings. It holds the lease meanwhile, so that no instance writes.
/// </summary>
internal static class MigrationProcess
{
    private const string Argument = "--storage-migrate";
    private static readonly TimeSpan TimeForLease = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(2);

    public static bool IsAskedFor(IEnumerable<string> arguments) => arguments.Contains(Argument);

    public static async Task<int> RunAsync(IHost host, IReadOnlyList<string> arguments, TextWriter output)
    {
        using var interrupted = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        try
        {
            var mask = host.Services.GetRequiredService<SecretMask>();
            var report = await TryAsync(host.Services, arguments, output, mask, interrupted.Token).ConfigureAwait(false);
            await output.WriteLineAsync(
                arguments.Contains("--json") ? JsonSerializer.Serialize(report, MigrationJson.Default.MigrationReport) : report.Message).ConfigureAwait(false);
            return report.IsGood ? ExitCode.Done : ExitCode.Crashed;
        }
        finally
        {
            await ((IAsyncDisposable)host).DisposeAsync().ConfigureAwait(false);
        }

        void Interrupt(PosixSignalContext context)
        {
            context.Cancel = true;
            interrupted.Cancel();
        }
    }

    private static async Task<MigrationReport> TryAsync(
        IServiceProvider services, IReadOnlyList<string> arguments, TextWriter output, SecretMask mask, CancellationToken cancellationToken)
    {
        var at = arguments.ToList().IndexOf(Argument);
        var (from, to) = (arguments.ElementAtOrDefault(at + 1) ?? "", arguments.ElementAtOrDefault(at + 2) ?? "");
        var isDryRun = arguments.Contains("--dry-run");
        try
        {
            var report = await MigrateAsync(services, from, to, isDryRun, output, cancellationToken).ConfigureAwait(false);
            return report with { From = from, To = to, Message = Describe(report, from, to) };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Failure("Interrupted. Run the same again: it goes on where it was.");
        }
        catch (Exception exception) when (exception is BotConfigurationException or StorageUnavailableException or IOException or UnauthorizedAccessException)
        {
            return Failure(exception.Message);
        }

        MigrationReport Failure(string message)
            => new(MigrationOutcome.Failed, 0, "") { From = from, To = to, Message = mask.Apply(message) };
    }

    private static async Task<MigrationReport> MigrateAsync(
        IServiceProvider services, string from, string to, bool isDryRun, TextWriter output, CancellationToken cancellationToken)
    {
        var choice = services.GetRequiredService<StorageChoice>();
        var (sourceName, targetName) = (choice.Find(from, "The storage to migrate from"), choice.Find(to, "The storage to migrate to"));
        if (sourceName.Name == targetName.Name || new[] { sourceName, targetName }.Any(storage => storage.Name == NamedStorage.Memory))
        {
            throw new BotConfigurationException("migration-useless", $"From '{from}' to '{to}' there is nothing to migrate: name two different storages that outlive the bot.");
        }

        var settings = services.GetRequiredService<BotSettings>();
        var time = services.GetRequiredService<TimeProvider>();
        settings.Data.Create();
        using var lease = isDryRun ? null : await AcquireAsync(settings, time, cancellationToken).ConfigureAwait(false);
        var (source, target) = (sourceName.Create(services), targetName.Create(services));
        try
        {
            var migration = new StorageMigration(
                source, target, Path.Combine(settings.Data.Root, ".botstack", $"migration-{sourceName.Name}-{targetName.Name}"), time);
            var report = await migration.RunAsync(isDryRun, Progress(output, time), cancellationToken).ConfigureAwait(false);
            if (lease is not null)
            {
                await lease.ReleaseAsync(time.GetUtcNow(), time.GetUtcNow()).ConfigureAwait(false);
            }

            return report;
        }
        finally
        {
            await DisposeAsync(source).ConfigureAwait(false);
            await DisposeAsync(target).ConfigureAwait(false);
        }
    }

    private static async Task<ILease> AcquireAsync(BotSettings settings, TimeProvider time, CancellationToken cancellationToken)
    {
        ILeaseSource leases = OperatingSystem.IsWindows()
            ? new FileShareLeaseSource(settings.Data.Lease, settings.Instance, time)
            : new FlockLeaseSource(settings.Data.Lease, settings.Instance, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeForLease);
        try
        {
            return await leases.AcquireAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BotConfigurationException(
                "bot-runs", $"The bot runs on {settings.Data.Root} ({leases.Read()?.Instance}). End it first: what it writes meanwhile would be lost.");
        }
    }

    private static Action<long> Progress(TextWriter output, TimeProvider time)
    {
        var last = time.GetTimestamp();
        return copied =>
        {
            if (time.GetElapsedTime(last) >= ProgressInterval)
            {
                last = time.GetTimestamp();
                output.WriteLine(FormattableString.Invariant($"Copied {copied:N0} values …"));
            }
        };
    }

    private static string Describe(MigrationReport report, string from, string to) => report.Outcome switch
    {
        MigrationOutcome.Planned => FormattableString.Invariant(
            $"Would copy {report.Values:N0} values from {from} to {to}, which is empty or holds what an earlier run left. Nothing was changed."),
        MigrationOutcome.Migrated or MigrationOutcome.Resumed => FormattableString.Invariant(
            $"Copied {report.Values:N0} values from {from} to {to}; both have the hash {report.Hash[..12]}. Have the bot use {to} now. What is in {from} stays there."),
        MigrationOutcome.AlreadyThere => FormattableString.Invariant(
            $"There is nothing to do: {from} and {to} hold the same {report.Values:N0} values, hash {report.Hash[..12]}."),
        MigrationOutcome.NotEmpty => FormattableString.Invariant(
            $"The storage {to} holds {report.Values:N0} values that are not those of {from}. Nothing was changed. Empty it, or name another."),
        _ => $"What was copied to {to} is not what is in {from}: something else writes to one of them. End it, and run the same again.",
    };

    private static ValueTask DisposeAsync(IStorageBackend backend)
    {
        (backend as IDisposable)?.Dispose();
        return backend is IAsyncDisposable disposable ? disposable.DisposeAsync() : ValueTask.CompletedTask;
    }
}
