using Nuke.Common.Execution;
using Nuke.Common.Parameters;

namespace Nuke.Common.Planning;

/// <summary>The targets that a user asked for, and those to skip.</summary>
/// <param name="Targets">Targets to run: those named, else the defaults.</param>
/// <param name="Skipped">Targets to skip, empty for all that were not named, <see langword="null"/> for none.</param>
internal sealed record RequestedTargets(IReadOnlyList<ExecutableTarget> Targets, IReadOnlyList<ExecutableTarget>? Skipped)
{
    /// <exception cref="UsageException">No target has a given name.</exception>
    public static RequestedTargets Find(ParameterSources sources, IReadOnlyList<ExecutableTarget> targets)
    {
        var named = (sources.CommandLine.Targets.Count > 0 ? sources.CommandLine.Targets : sources.FindEngine("Target") ?? [])
            .SelectMany(word => word.Split('+', StringSplitOptions.RemoveEmptyEntries))
            .Select(word => Find(word, targets))
            .ToList();
        foreach (var target in named)
            target.Invoked = true;

        var skipped = sources.FindEngine("Skip")?
            .SelectMany(word => word.Split('+', StringSplitOptions.RemoveEmptyEntries))
            .Select(word => Find(word, targets))
            .ToList();
        return new RequestedTargets(named.Count > 0 ? named : targets.Where(target => target.IsDefault).ToList(), skipped);
    }

    private static ExecutableTarget Find(string word, IReadOnlyList<ExecutableTarget> targets)
    {
        if (targets.FirstOrDefault(target => ParameterName.Same(target.Name, word)) is { } found)
            return found;

        var names = targets.Select(target => target.Name).Order(StringComparer.Ordinal).ToList();
        var suggestion = NearestName.Of(word, names) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        throw new UsageException($"Target with name '{word}' does not exist.{suggestion} Available targets are:\n" + string.Join('\n', names.Select(name => $"  - {name}")));
    }
}
