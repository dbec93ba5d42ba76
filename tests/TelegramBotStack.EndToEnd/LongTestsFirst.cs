using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(TelegramBotStack.EndToEnd.LongTestsFirst))]

namespace TelegramBotStack.EndToEnd;

/// <summary>Begins with the classes that take longest: one that is begun last has the machine for itself for two minutes.</summary>
public sealed class LongTestsFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        nameof(SystemdTests), nameof(KilledDeployerTests), nameof(InterruptedDeployerTests), nameof(RestoreTests), nameof(StopFirstTests),
        nameof(SeveralBotsTests), nameof(WatcherTests), nameof(FailedReleaseTests), nameof(KilledBackupTests), nameof(BackupUnderLoadTests),
        nameof(PlantedFaultTests), nameof(ContainerTests), nameof(StoredSecretsTests), nameof(WebhookDeploymentTests), nameof(HandoverTests),
        nameof(HookTests), nameof(RollbackTests), nameof(DockerfileTests),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(Place)];

    // A collection that nobody named is called "Test collection for" its class.
    private static int Place<TTestCollection>(TTestCollection collection)
        where TTestCollection : ITestCollection
    {
        var place = Array.FindIndex(Longest, name => collection.TestCollectionDisplayName.Contains($".{name} ", StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }
}
