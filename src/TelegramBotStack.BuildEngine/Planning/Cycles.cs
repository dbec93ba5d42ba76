using Nuke.Common.Execution;
using Nuke.Common.Targets;

namespace Nuke.Common.Planning;

/// <summary>Finds targets that depend on each other in a circle (Tarjan's strongly connected components).</summary>
internal sealed class Cycles
{
    private readonly Dictionary<ExecutableTarget, (int Index, int LowLink)> _visited = [];
    private readonly Stack<ExecutableTarget> _path = new();
    private readonly List<IReadOnlyList<ExecutableTarget>> _found = [];

    /// <exception cref="BuildDefinitionException">There is a circle; the message lists each.</exception>
    public static void Reject(IReadOnlyList<ExecutableTarget> targets)
    {
        var cycles = new Cycles();
        foreach (var target in targets.Where(target => !cycles._visited.ContainsKey(target)))
            cycles.Visit(target);
        if (cycles._found.Count > 0)
            throw new BuildDefinitionException("Circular dependencies between targets:\n" + string.Join('\n', cycles._found.Select(cycle => $" - {string.Join(", ", cycle)}")));
    }

    private void Visit(ExecutableTarget target)
    {
        var index = _visited.Count;
        _visited[target] = (index, index);
        _path.Push(target);
        foreach (var dependency in target.AllDependencies)
        {
            if (!_visited.TryGetValue(dependency, out var seen))
            {
                Visit(dependency);
                Lower(target, _visited[dependency].LowLink);
            }
            else if (_path.Contains(dependency))
            {
                Lower(target, seen.Index);
            }
        }

        if (_visited[target].LowLink != index)
            return;
        var component = new List<ExecutableTarget>();
        do
            component.Add(_path.Pop());
        while (component[^1] != target);
        if (component.Count > 1)
            _found.Add(component);
    }

    private void Lower(ExecutableTarget target, int lowLink) =>
        _visited[target] = (_visited[target].Index, Math.Min(_visited[target].LowLink, lowLink));
}
