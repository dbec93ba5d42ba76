using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Nuke.Common.IO;

namespace Nuke.Common;

/// <summary>Fails a target at once with a message that says what was expected.</summary>
public static class Assert
{
    /// <summary>Always fails with the message.</summary>
    [DoesNotReturn]
    public static void Fail(string message, Exception? exception = null) => throw new Exception(message, exception);

    /// <summary>Fails when the condition is false.</summary>
    /// <exception cref="ArgumentException">The condition is false.</exception>
    public static void True([DoesNotReturnIf(false)] bool condition, string? message = null, [CallerArgumentExpression(nameof(condition))] string? argumentExpression = null)
    {
        if (!condition)
            throw Failure(message, "Expected condition to be true", argumentExpression);
    }

    /// <summary>Fails when the condition is true.</summary>
    /// <exception cref="ArgumentException">The condition is true.</exception>
    public static void False([DoesNotReturnIf(true)] bool condition, string? message = null, [CallerArgumentExpression(nameof(condition))] string? argumentExpression = null)
    {
        if (condition)
            throw Failure(message, "Expected condition to be false", argumentExpression);
    }

    /// <summary>The object, which must not be null.</summary>
    /// <exception cref="ArgumentException">The object is null.</exception>
    public static T NotNull<T>([NotNull] this T? obj, string? message = null, [CallerArgumentExpression(nameof(obj))] string? argumentExpression = null)
        where T : class => obj ?? throw Failure(message, $"Expected object of type '{typeof(T).FullName}' to be not null", argumentExpression);

    /// <summary>The value, which must not be null.</summary>
    /// <exception cref="ArgumentException">The value is null.</exception>
    public static T NotNull<T>([NotNull] this T? obj, string? message = null, [CallerArgumentExpression(nameof(obj))] string? argumentExpression = null)
        where T : struct => obj ?? throw Failure(message, $"Expected object of type '{typeof(T).FullName}' to be not null", argumentExpression);

    /// <summary>The text, which must not be null or empty.</summary>
    /// <exception cref="ArgumentException">The text is null or empty.</exception>
    public static string NotNullOrEmpty([NotNull] this string? str, string? message = null, [CallerArgumentExpression(nameof(str))] string? argumentExpression = null) =>
        string.IsNullOrEmpty(str) ? throw Failure(message, "Expected string to be not null or empty", argumentExpression) : str;

    /// <summary>The text, which must hold more than white space.</summary>
    /// <exception cref="ArgumentException">The text is null or white space.</exception>
    public static string NotNullOrWhiteSpace([NotNull] this string? str, string? message = null, [CallerArgumentExpression(nameof(str))] string? argumentExpression = null) =>
        string.IsNullOrWhiteSpace(str) ? throw Failure(message, "Expected string to be not null or whitespace", argumentExpression) : str;

    /// <summary>Fails when the collection is null or empty.</summary>
    /// <exception cref="ArgumentException">The collection is null or empty.</exception>
    public static void NotEmpty<T>([NotNull] this IReadOnlyCollection<T>? collection, string? message = null, [CallerArgumentExpression(nameof(collection))] string? argumentExpression = null)
    {
        if (collection is not { Count: > 0 })
            throw Failure(message, "Expected collection to be not empty", argumentExpression);
    }

    /// <summary>Fails when the collection has elements.</summary>
    /// <exception cref="ArgumentException">The collection is null or has elements.</exception>
    public static void Empty<T>([NotNull] this IReadOnlyCollection<T>? collection, string? message = null, [CallerArgumentExpression(nameof(collection))] string? argumentExpression = null) =>
        Count(collection, 0, message, argumentExpression);

    /// <summary>Fails when the collection has another number of elements.</summary>
    /// <exception cref="ArgumentException">The collection is null or has another length.</exception>
    public static void Count<T>([NotNull] this IReadOnlyCollection<T>? collection, int length, string? message = null, [CallerArgumentExpression(nameof(collection))] string? argumentExpression = null)
    {
        if (collection is null || collection.Count != length)
            throw Failure(message, $"Expected collection to have length of {length} but has {collection?.Count ?? 0}", argumentExpression);
    }

    /// <summary>Fails unless the collection has exactly one element.</summary>
    /// <exception cref="ArgumentException">The collection is null or has another length.</exception>
    public static void HasSingleItem<T>([NotNull] this IReadOnlyCollection<T>? collection, string? message = null, [CallerArgumentExpression(nameof(collection))] string? argumentExpression = null) =>
        Count(collection, 1, message, argumentExpression);

    /// <summary>Fails when the file does not exist.</summary>
    /// <exception cref="ArgumentException">The file does not exist.</exception>
    public static void FileExists(string path, string? message = null, [CallerArgumentExpression(nameof(path))] string? argumentExpression = null) =>
        True(File.Exists(path), message ?? $"Expected file to exist: {path}{Parameter(argumentExpression)}", null);

    /// <summary>Fails when the directory does not exist.</summary>
    /// <exception cref="ArgumentException">The directory does not exist.</exception>
    public static void DirectoryExists(string path, string? message = null, [CallerArgumentExpression(nameof(path))] string? argumentExpression = null) =>
        True(Directory.Exists(path), message ?? $"Expected directory to exist: {path}{Parameter(argumentExpression)}", null);

    private static ArgumentException Failure(string? message, string expectation, string? expression) =>
        new(message ?? expectation + Parameter(expression));

    private static string Parameter(string? expression) => expression is null ? "" : $" (Parameter '{expression}')";
}
