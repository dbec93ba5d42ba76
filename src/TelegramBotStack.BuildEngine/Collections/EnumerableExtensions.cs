namespace Nuke.Common.Utilities.Collections;

/// <summary>Runs an action for each element.</summary>
public static class EnumerableExtensions
{
    /// <summary>Runs the action for each element.</summary>
    public static void ForEach<T>(this IEnumerable<T> enumerable, Action<T> action)
    {
        ArgumentNullException.ThrowIfNull(enumerable);
        ArgumentNullException.ThrowIfNull(action);
        foreach (var item in enumerable)
            action(item);
    }

    /// <summary>The elements that are not null.</summary>
    public static IEnumerable<T> WhereNotNull<T>(this IEnumerable<T?> enumerable)
        where T : class => enumerable.Where(item => item is not null)!;
}
